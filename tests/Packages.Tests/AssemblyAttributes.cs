// Each test looks at one package alone.
[assembly: Parallelize(Scope = ExecutionScope.MethodLevel)]
