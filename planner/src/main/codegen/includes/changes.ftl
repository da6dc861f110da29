<#-- INSERT … ON CONFLICT and MERGE. -->

Statement InsertStatement() :
{
    final SqlNode insert;
    OnConflict conflict = null;
}
{
    insert = SqlInsert()
    [ <ON> <CONFLICT> conflict = OnConflict() ]
    { return GrammarActions.insert(insert, conflict); }
}

OnConflict OnConflict() :
{
    final Span s = span();
    SqlNodeList key = null;
    SqlNodeList columns = null;
    SqlNodeList values = null;
    SqlNode condition = null;
}
{
    [ key = ParenthesizedSimpleIdentifierList() ]
    <DO>
    (
        <NOTHING>
    |
        <UPDATE> <SET>
        {
            columns = new SqlNodeList(getPos());
            values = new SqlNodeList(getPos());
        }
        Assignments(columns, values)
        [ <WHERE> condition = Expression(ExprContext.ACCEPT_SUB_QUERY) ]
    )
    { return GrammarActions.onConflict(s.end(this), key, columns, values, condition); }
}

void Assignments(SqlNodeList columns, SqlNodeList values) :
{}
{
    Assignment(columns, values) ( <COMMA> Assignment(columns, values) )*
}

void Assignment(SqlNodeList columns, SqlNodeList values) :
{
    final SqlIdentifier column;
}
{
    column = CompoundIdentifier() { columns.add(column); }
    <EQ> AssignedValue(values)
}

void AssignedValue(SqlNodeList values) :
{
    final SqlNode value;
}
{
    (
        <DEFAULT_> { value = SqlStdOperatorTable.DEFAULT.createCall(getPos()); }
    |
        value = Expression(ExprContext.ACCEPT_SUB_QUERY)
    )
    { values.add(value); }
}

Statement MergeStatement() :
{
    final SqlIdentifier table;
    SqlIdentifier alias = null;
    final SqlNode source;
    final SqlNode condition;
    final List<Merge.Clause> clauses = new ArrayList<Merge.Clause>();
}
{
    <INTO> table = CompoundTableIdentifier()
    [ [ <AS> ] alias = SimpleIdentifier() ]
    <USING> source = TableRef()
    <ON> condition = Expression(ExprContext.ACCEPT_SUB_QUERY)
    ( MergeClause(clauses) )+
    { return GrammarActions.merge(table, alias, source, condition, clauses); }
}

void MergeClause(List<Merge.Clause> clauses) :
{
    boolean matched = true;
    SqlNode condition = null;
    Merge.Action action = null;
    final SqlNodeList columns = new SqlNodeList(getPos());
    final SqlNodeList values = new SqlNodeList(getPos());
    SqlNodeList inserted = null;
}
{
    <WHEN> [ <NOT> { matched = false; } ] <MATCHED>
    [ <AND> condition = Expression(ExprContext.ACCEPT_SUB_QUERY) ]
    <THEN>
    (
        <UPDATE> <SET> Assignments(columns, values) { action = new Merge.Update(columns, values); }
    |
        <DELETE> { action = new Merge.Delete(); }
    |
        <DO> <NOTHING> { action = new Merge.Nothing(); }
    |
        <INSERT>
        [ LOOKAHEAD(2) inserted = ParenthesizedSimpleIdentifierList() ]
        (
            <LPAREN> <VALUES> MergeValues(values) <RPAREN>
        |
            <VALUES> MergeValues(values)
        )
        { action = new Merge.Insert(inserted, values); }
    )
    { GrammarActions.addClause(clauses, matched, condition, action, getPos()); }
}

void MergeValues(SqlNodeList values) :
{}
{
    <LPAREN> AssignedValue(values) ( <COMMA> AssignedValue(values) )* <RPAREN>
}
