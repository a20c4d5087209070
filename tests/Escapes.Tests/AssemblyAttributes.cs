// Attacks that run have a process of their own each.
[assembly: Parallelize(Scope = ExecutionScope.MethodLevel)]
