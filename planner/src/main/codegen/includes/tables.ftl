<#-- CREATE TABLE. -->

Statement CreateTable(boolean replace) :
{
    final boolean ifNotExists;
    final SqlIdentifier name;
    final TableElements elements = new TableElements();
    SqlNode query = null;
}
{
    ifNotExists = IfNotExistsOpt()
    name = CompoundTableIdentifier()
    [
        <LPAREN> TableElement(elements) ( <COMMA> TableElement(elements) )* <RPAREN>
    ]
    [
        <AS> query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
    ]
    { return elements.createTable(name, replace, ifNotExists, query); }
}

void TableElement(TableElements elements) :
{
    SqlIdentifier name = null;
    final SqlNodeList key;
    final SqlIdentifier column;
}
{
    [ <CONSTRAINT> name = SimpleIdentifier() ]
    (
        <PRIMARY> <KEY> key = ParenthesizedSimpleIdentifierList() { elements.primaryKey(key); }
    |
        <UNIQUE> key = ParenthesizedSimpleIdentifierList() { elements.unique(name, key); }
    )
|
    ( <CHECK> | <FOREIGN> ) {
        throw GrammarActions.notSupported(getToken(0).image + " constraint", getPos());
    }
|
    column = SimpleIdentifier() { elements.column(column); }
    [ ColumnDefinition(elements) ]
}

void ColumnDefinition(TableElements elements) :
{
    final SqlDataTypeSpec type;
    final SqlNode value;
}
{
    type = DataType() { elements.type(type); }
    (
        <NOT> <NULL> { elements.nullable(false, getPos()); }
    |
        <NULL> { elements.nullable(true, getPos()); }
    |
        <PRIMARY> <KEY> { elements.inlinePrimaryKey(getPos()); }
    |
        <UNIQUE> { elements.inlineUnique(getPos()); }
    |
        <DEFAULT_> AddDefault(elements)
    |
        ( <CHECK> | <REFERENCES> ) {
            throw GrammarActions.notSupported(getToken(0).image + " constraint", getPos());
        }
    |
        ( <GENERATED> | <AS> ) { throw GrammarActions.notSupported("generated column", getPos()); }
    )*
}

void AddDefault(TableElements elements) :
{
    final SqlNode value;
}
{
    value = Expression(ExprContext.ACCEPT_SUB_QUERY) { elements.defaultValue(value); }
}
