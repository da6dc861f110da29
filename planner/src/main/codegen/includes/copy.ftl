<#-- COPY … FROM and COPY … TO. -->

Statement CopyStatement() :
{
    SqlNode source;
    SqlNodeList columns = null;
    final String file;
    boolean from = false;
    final Map<String, Object> options = new java.util.LinkedHashMap<String, Object>();
}
{
    (
        <LPAREN> source = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY) <RPAREN>
        <TO> file = SimpleStringLiteral()
    |
        source = CompoundTableIdentifier()
        [ columns = ParenthesizedSimpleIdentifierList() ]
        ( <FROM> { from = true; } | <TO> )
        file = SimpleStringLiteral()
    )
    [
        <WITH> <LPAREN> CopyOption(options) ( <COMMA> CopyOption(options) )* <RPAREN>
    ]
    { return GrammarActions.copy(from, source, columns, file, options); }
}

void CopyOption(Map<String, Object> options) :
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
    { GrammarActions.addOption(options, name, value); }
}
