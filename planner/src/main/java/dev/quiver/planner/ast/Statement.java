package dev.quiver.planner.ast;

/** One parsed SQL statement. */
public sealed interface Statement
    permits Query,
        Dml,
        CreateTable,
        DropTable,
        TruncateTable,
        RestoreTable,
        CreateTag,
        DropTag,
        ShowStatement,
        DescribeTable,
        ExplainStatement,
        CopyFrom,
        CopyTo,
        SetOption,
        TransactionStatement {}
