// Each test starts processes of its own in a folder of its own.
[assembly: Parallelize(Scope = ExecutionScope.MethodLevel)]
