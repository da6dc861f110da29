<#--
  Compound identifiers as in Calcite's template (Parser.jj, Apache License 2.0), which lets itself be replaced here
  as a whole only.
-->
/**
 * Parses a compound identifier.
 */
SqlIdentifier CompoundIdentifier() :
{
    final List<String> nameList = new ArrayList<String>();
    final List<SqlParserPos> posList = new ArrayList<SqlParserPos>();
    boolean star = false;
}
{
    AddIdentifierSegment(nameList, posList)
    (
        LOOKAHEAD(2)
        <DOT>
        AddIdentifierSegment(nameList, posList)
    )*
    (
        LOOKAHEAD(2)
        <DOT>
        <STAR> {
            star = true;
            nameList.add("");
            posList.add(getPos());
        }
    )?
    {
        SqlParserPos pos = SqlParserPos.sum(posList);
        if (star) {
            return SqlIdentifier.star(nameList, pos, posList);
        }
        return new SqlIdentifier(nameList, null, pos, posList);
    }
}

/**
 * Parses a table's name wherever one is named, with its version: this is where Quiver differs from the template.
 */
SqlIdentifier CompoundTableIdentifier() :
{
    final List<String> nameList = new ArrayList<String>();
    final List<SqlParserPos> posList = new ArrayList<SqlParserPos>();
    VersionPoint version = null;
}
{
    AddTableIdentifierSegment(nameList, posList)
    (
        LOOKAHEAD(2)
        <DOT>
        AddTableIdentifierSegment(nameList, posList)
    )*
    [
        LOOKAHEAD( <AS> <OF> | <FOR> <VERSION> | <FOR> <SYSTEM_TIME> )
        version = VersionClause()
    ]
    { return GrammarActions.tableName(nameList, posList, version); }
}

/**
 * Parses a comma-separated list of compound identifiers.
 */
void AddCompoundIdentifierTypes(List<SqlNode> list, List<SqlNode> extendList) :
{
}
{
    AddCompoundIdentifierType(list, extendList)
    (<COMMA> AddCompoundIdentifierType(list, extendList))*
}

/**
 * List of compound identifiers in parentheses. The position extends from the
 * open parenthesis to the close parenthesis.
 */
Pair<SqlNodeList, SqlNodeList> ParenthesizedCompoundIdentifierList() :
{
    final Span s;
    final List<SqlNode> list = new ArrayList<SqlNode>();
    final List<SqlNode> extendList = new ArrayList<SqlNode>();
}
{
    <LPAREN> { s = span(); }
    AddCompoundIdentifierTypes(list, extendList)
    <RPAREN> {
        return Pair.of(new SqlNodeList(list, s.end(this)), new SqlNodeList(extendList, s.end(this)));
    }
}

VersionPoint VersionClause() :
{
    final VersionPoint version;
    final SqlNode time;
}
{
    (
        <AS> <OF> version = VersionPoint()
    |
        <FOR>
        (
            <VERSION> <AS> <OF> version = VersionNumber()
        |
            <SYSTEM_TIME> <AS> <OF> time = Expression(ExprContext.ACCEPT_NON_QUERY)
            { version = GrammarActions.systemTime(time); }
        )
    )
    { return version; }
}

VersionPoint VersionPoint() :
{
    final VersionPoint version;
    final String text;
}
{
    (
        <VERSION> version = VersionNumber()
    |
        <TAG> text = VersionText() { version = new VersionPoint.Tag(text); }
    |
        <TIMESTAMP> text = VersionText() { version = GrammarActions.timestamp(text, getPos()); }
    )
    { return version; }
}

VersionPoint VersionNumber() :
{}
{
    <UNSIGNED_INTEGER_LITERAL> { return GrammarActions.versionNumber(token.image, getPos()); }
|
    <HOOK> { throw GrammarActions.notSupported("a parameter in AS OF", getPos()); }
}

String VersionText() :
{
    final String text;
}
{
    text = SimpleStringLiteral() { return text; }
|
    <HOOK> { throw GrammarActions.notSupported("a parameter in AS OF", getPos()); }
}
