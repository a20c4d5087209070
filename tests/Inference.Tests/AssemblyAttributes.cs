// The whole framework is inferred once, and shared.
[assembly: Parallelize(Scope = ExecutionScope.ClassLevel)]
