<#-- Operators between expressions, and VECTOR_DISTANCE. -->

void InfixCast(List<Object> list, ExprContext exprContext, Span s) :
{
    final SqlDataTypeSpec type;
}
{
    <INFIX_CAST> { checkNonQueryExpression(exprContext); }
    type = DataType() { GrammarActions.castLast(list, type, getPos()); }
}

void DistanceOperator(List<Object> list, ExprContext exprContext, Span s) :
{
    final SqlBinaryOperator op;
}
{
    (
        <OP_L2> { op = DistanceOperators.L2; }
    |
        <OP_COSINE> { op = DistanceOperators.COSINE; }
    |
        <OP_DOT> { op = DistanceOperators.NEGATIVE_INNER_PRODUCT; }
    |
        <OP_L1> { op = DistanceOperators.L1; }
    |
        <OP_HAMMING> { op = DistanceOperators.HAMMING; }
    |
        <OP_JACCARD> { op = DistanceOperators.JACCARD; }
    )
    {
        checkNonQueryExpression(exprContext);
        list.add(new SqlParserUtil.ToTreeListItem(op, getPos()));
    }
    AddExpression2b(list, ExprContext.ACCEPT_SUB_QUERY)
}

/** VECTOR_DISTANCE(a, b [, COSINE]): the metric is a word, not a column. */
SqlNode VectorDistanceCall() :
{
    final Span s;
    final SqlNode left;
    final SqlNode right;
    String metric = "COSINE";
}
{
    <VECTOR_DISTANCE> { s = span(); }
    <LPAREN> left = Expression(ExprContext.ACCEPT_SUB_QUERY)
    <COMMA> right = Expression(ExprContext.ACCEPT_SUB_QUERY)
    [
        <COMMA> ( metric = Identifier() | metric = SimpleStringLiteral() )
    ]
    <RPAREN>
    { return GrammarActions.vectorDistance(left, right, metric, s.end(this)); }
}
