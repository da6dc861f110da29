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
    final Map<String, SqlIdentifier> optionNodes =
        new java.util.HashMap<String, SqlIdentifier>();
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
        <WITH> <LPAREN> IndexOption(options, optionNodes)
        ( <COMMA> IndexOption(options, optionNodes) )* <RPAREN>
    ]
    {
        if (replace) {
            throw GrammarActions.notSupported("CREATE OR REPLACE INDEX", table.getParserPosition());
        }
        return GrammarActions.createIndex(
            name, table, columns,
            new CreateIndex.Kind(
                method, vector, ifNotExists, new CreateIndex.Options(options, optionNodes)));
    }
}

void IndexOption(Map<String, Object> options, Map<String, SqlIdentifier> nodes) :
{
    final SqlIdentifier name;
    final SqlNode value;
}
{
    name = SimpleIdentifier()
    [ <EQ> ]
    (
        LOOKAHEAD(1) value = Literal()
    |
        value = SimpleIdentifier()
    )
    { GrammarActions.addOption(options, nodes, name, value); }
}
