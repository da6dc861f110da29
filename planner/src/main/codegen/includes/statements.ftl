<#--
  Statements of Quiver's own. Each production gives a StatementNode, which carries a record of package ast.
  QuiverStatement is tried with two tokens of lookahead; Unexpected() commits to a statement by its first word,
  so that the error is about the second one.
-->

JAVACODE void Unexpected() {
    throw generateParseException();
}

SqlNode QuiverStatement() :
{
    final Span s = span();
    final Statement statement;
}
{
    (
        <CREATE> statement = CreateStatement()
    |
        <DROP> statement = DropStatement()
    |
        <TRUNCATE> statement = TruncateStatement()
    |
        <RESTORE> statement = RestoreStatement()
    |
        <OPTIMIZE> statement = OptimizeStatement()
    |
        <VACUUM> statement = VacuumStatement()
    |
        <SHOW> statement = ShowStatement()
    |
        ( <DESCRIBE> | <DESC> ) statement = DescribeStatement()
    |
        <EXPLAIN> statement = ExplainStatement()
    |
        <COPY> statement = CopyStatement()
    |
        <CHECK> statement = CheckStatement()
    |
        statement = InsertStatement()
    |
        <MERGE> statement = MergeStatement()
    |
        statement = TransactionStatement()
    )
    { return new StatementNode(s.end(this), statement); }
}

boolean IfNotExistsOpt() :
{}
{
    LOOKAHEAD(2)
    <IF> <NOT> <EXISTS> { return true; }
|
    { return false; }
}

boolean IfExistsOpt() :
{}
{
    LOOKAHEAD(2)
    <IF> <EXISTS> { return true; }
|
    { return false; }
}

Statement CreateStatement() :
{
    boolean replace = false;
    Statement statement = null;
    final String tag;
}
{
    [ <OR> <REPLACE> { replace = true; } ]
    (
        <TABLE> statement = CreateTable(replace)
    |
        <TAG> tag = SimpleStringLiteral() { statement = new CreateTag(tag, replace); }
    |
        statement = CreateIndex(replace)
    |
        Unexpected()
    )
    { return statement; }
}

Statement DropStatement() :
{
    Statement statement = null;
    final boolean ifExists;
    final SqlIdentifier table;
    final String tag;
}
{
    (
        <TABLE> ifExists = IfExistsOpt() table = CompoundTableIdentifier()
        { statement = new DropTable(table, ifExists); }
    |
        <TAG> ifExists = IfExistsOpt() tag = SimpleStringLiteral()
        { statement = new DropTag(tag, ifExists); }
    |
        <INDEX> ifExists = IfExistsOpt() table = SimpleIdentifier()
        { statement = new DropIndex(table, ifExists); }
    |
        Unexpected()
    )
    { return statement; }
}

Statement TruncateStatement() :
{
    final SqlIdentifier table;
}
{
    [ <TABLE> ] table = CompoundTableIdentifier() { return new TruncateTable(table); }
}

Statement RestoreStatement() :
{
    final SqlIdentifier table;
    final VersionPoint version;
}
{
    <TABLE> table = CompoundTableIdentifier() <TO> version = VersionPoint()
    { return new RestoreTable(table, version); }
|
    <DATABASE> <TO> version = VersionPoint()
    { return new RestoreDatabase(version); }
}

Statement CheckStatement() :
{
    SqlIdentifier table = null;
    SqlIdentifier index;
    SqlNode sample = null;
}
{
    (
        <DATABASE>
    |
        <TABLE> table = CompoundTableIdentifier()
    |
        <INDEX> index = SimpleIdentifier() [ <SAMPLE> sample = UnsignedNumericLiteral() ]
        { return new CheckIndex(index, sample); }
    |
        Unexpected()
    )
    { return new CheckStatement(table); }
}

Statement OptimizeStatement() :
{
    final SqlIdentifier table;
}
{
    <TABLE> table = CompoundTableIdentifier() { return new OptimizeTable(table); }
}

Statement VacuumStatement() :
{
    SqlIdentifier table = null;
    SqlNode versions = null;
    SqlNode age = null;
}
{
    (
        <TABLE> table = CompoundTableIdentifier()
    |
        <DATABASE>
    )
    [
        <RETAIN> versions = UnsignedNumericLiteral() ( <VERSIONS> | <VERSION> )
    |
        <OLDER> <THAN> age = IntervalLiteral()
    ]
    { return GrammarActions.vacuum(table, versions, age); }
}

Statement ShowStatement() :
{
    ShowStatement.Subject subject = null;
    SqlIdentifier table = null;
}
{
    (
        <TABLES> { subject = ShowStatement.Subject.TABLES; }
    |
        <TAGS> { subject = ShowStatement.Subject.TAGS; }
    |
        (
            <VERSIONS> { subject = ShowStatement.Subject.VERSIONS; }
        |
            <INDEXES> { subject = ShowStatement.Subject.INDEXES; }
        |
            <COLUMNS> { subject = ShowStatement.Subject.COLUMNS; }
        )
        ( <FROM> | <IN> ) table = CompoundTableIdentifier()
    |
        Unexpected()
    )
    { return new ShowStatement(subject, table); }
}

Statement DescribeStatement() :
{
    final SqlIdentifier table;
}
{
    [ <TABLE> ] table = CompoundTableIdentifier() { return new DescribeTable(table); }
}

Statement ExplainStatement() :
{
    boolean analyze = false;
    final SqlNode node;
    final Statement statement;
}
{
    (
        <PLAN> <FOR>
    |
        <ANALYZE> { analyze = true; }
    |
        {}
    )
    (
        LOOKAHEAD(1)
        statement = InsertStatement()
    |
        LOOKAHEAD(1)
        <MERGE> statement = MergeStatement()
    |
        LOOKAHEAD(1)
        <CREATE> statement = CreateIndex(false)
    |
        node = SqlQueryOrDml() { statement = GrammarActions.statement(node); }
    )
    { return new ExplainStatement(analyze, statement); }
}

Statement TransactionStatement() :
{
    TransactionStatement.Action action;
    SqlIdentifier savepoint = null;
}
{
    (
        <BEGIN> { action = TransactionStatement.Action.BEGIN; } [ <TRANSACTION> | <WORK> ]
    |
        <START> <TRANSACTION> { action = TransactionStatement.Action.BEGIN; }
    |
        <COMMIT> { action = TransactionStatement.Action.COMMIT; } [ <TRANSACTION> | <WORK> ]
    |
        <ROLLBACK> { action = TransactionStatement.Action.ROLLBACK; } [ <TRANSACTION> | <WORK> ]
        [ <TO> [ LOOKAHEAD(2) <SAVEPOINT> ] savepoint = SimpleIdentifier() ]
    |
        <SAVEPOINT> savepoint = SimpleIdentifier() { action = TransactionStatement.Action.SAVEPOINT; }
    |
        <RELEASE> [ LOOKAHEAD(2) <SAVEPOINT> ] savepoint = SimpleIdentifier()
        { action = TransactionStatement.Action.RELEASE; }
    )
    { return new TransactionStatement(action, savepoint == null ? null : savepoint.getSimple()); }
}
