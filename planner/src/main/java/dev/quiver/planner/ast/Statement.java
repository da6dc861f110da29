package dev.quiver.planner.ast;

/** One parsed SQL statement. */
public sealed interface Statement
    permits Query,
        Dml,
        Merge,
        CreateTable,
        DropTable,
        TruncateTable,
        RestoreTable,
        RestoreDatabase,
        OptimizeTable,
        Vacuum,
        CreateTag,
        DropTag,
        CreateIndex,
        DropIndex,
        ShowStatement,
        DescribeTable,
        CheckStatement,
        CheckIndex,
        ExplainStatement,
        CopyFrom,
        CopyTo,
        SetOption,
        TransactionStatement {}
