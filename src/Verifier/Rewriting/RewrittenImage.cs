namespace RExecIL.Verifier.Rewriting;

/// <summary>Bytes that the rewriter wrote. As untrusted as the input until every stage has passed them again.</summary>
/// <param name="Name">Simple name of the assembly.</param>
/// <param name="Bytes">The PE image.</param>
internal sealed record RewrittenImage(string Name, byte[] Bytes);
