<#-- Type names and literals that standard SQL lacks. -->

SqlTypeNameSpec QuiverTypeName() :
{
    final SqlTypeNameSpec type;
}
{
    (
        <VECTOR> type = VectorType() { return type; }
    |
        ( <TEXT> | <STRING> ) { return new SqlBasicTypeNameSpec(SqlTypeName.VARCHAR, getPos()); }
    |
        <BLOB> { return GrammarActions.blobType(getPos()); }
    |
        <JSON> { return GrammarActions.jsonType(getPos()); }
    )
}

SqlTypeNameSpec VectorType() :
{
    final Span s = span();
    int dimension = -1;
    String element = "FLOAT32";
}
{
    [
        LOOKAHEAD(1) <LPAREN> dimension = UnsignedIntLiteral()
        [ <COMMA> ( element = Identifier() | <BIT> { element = "BIT"; } ) ]
        <RPAREN>
    ]
    { return GrammarActions.vectorType(dimension, element, s.end(this)); }
}

/** VECTOR '[1, 2, 3]': a cast of the string, whose parts are counted here. */
SqlNode VectorLiteral() :
{
    final Span s;
}
{
    <VECTOR> { s = span(); } <QUOTED_STRING>
    { return GrammarActions.vectorLiteral(SqlParserUtil.parseString(token.image), s.end(this)); }
}
