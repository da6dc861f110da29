<#-- CREATE INDEX; its options are written as COPY's. -->

Statement CreateIndex(boolean replace) :
{
    boolean vector = false;
    boolean ifNotExists = false;
    SqlIdentifier name = null;
    final SqlIdentifier table;
    SqlIdentifier method = null;
    final SqlNodeList columns;
    final Map<String, Object> options = new java.util.LinkedHashMap<String, Object>();
}
{
    [ <VECTOR> { vector = true; } ]
    <INDEX>
    ifNotExists = IfNotExistsOpt()
    [ name = SimpleIdentifier() ]
    <ON> table = CompoundTableIdentifier()
    [ <USING> method = SimpleIdentifier() ]
    columns = ParenthesizedSimpleIdentifierList()
    [
        <WITH> <LPAREN> CopyOption(options) ( <COMMA> CopyOption(options) )* <RPAREN>
    ]
    {
        if (replace) {
            throw GrammarActions.notSupported("CREATE OR REPLACE INDEX", table.getParserPosition());
        }
        return GrammarActions.createIndex(
            name, table, columns, new CreateIndex.Kind(method, vector, ifNotExists, options));
    }
}
