using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using System.Text.RegularExpressions;

// MethodPreparation FOLDER ASSEMBLY... [--except REGEX]: has the JIT compile every method of the assemblies, and lists
// those that it refuses, one a line on standard output. Nothing of the assemblies runs on purpose. Others come from the
// folder, the framework and the guards from the process itself. What the expression finds in Type::Method is left out, as
// the JIT may crash on it.
var (folder, names) = (Path.GetFullPath(args[0]), args[1..].TakeWhile(argument => argument != "--except").ToList());
var left = args.Length > names.Count + 2 ? new Regex(args[^1]) : null;
var context = new AssemblyLoadContext("subject", isCollectible: true);
context.Resolving += (_, wanted) =>
    Path.Combine(folder, wanted.Name + ".dll") is var path && File.Exists(path) ? Load(path) : null;

var compiled = 0;
var refused = new SortedSet<string>(StringComparer.Ordinal);
foreach (var type in names.SelectMany(name => TypesOf(Load(Path.Combine(folder, name + ".dll")))))
{
    const BindingFlags All = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic
        | BindingFlags.Static | BindingFlags.Instance;
    foreach (var method in type.GetMembers(All).OfType<MethodBase>().Where(method => !method.IsAbstract))
    {
        if (left?.IsMatch($"{type.FullName}::{method.Name}") == true)
        {
            continue;
        }

        // Generic code is compiled for what a reference and a number make of it, where the constraints admit them.
        foreach (var argument in IsGeneric(type, method) ? new[] { typeof(object), typeof(int) } : [typeof(void)])
        {
            Prepare(type, method, argument);
        }
    }
}

Console.Error.WriteLine($"{compiled} compiled, {refused.Count} refused");
foreach (var line in refused)
{
    Console.WriteLine(line);
}

void Prepare(Type type, MethodBase method, Type argument)
{
    try
    {
        if (IsGeneric(type, method))
        {
            var owners = type.GetGenericArguments();
            var own = method.IsGenericMethodDefinition ? method.GetGenericArguments() : [];
            RuntimeHelpers.PrepareMethod(
                method.MethodHandle, [.. owners.Concat(own).Select(_ => argument.TypeHandle)]);
        }
        else
        {
            RuntimeHelpers.PrepareMethod(method.MethodHandle);
        }

        compiled++;
    }
    catch (Exception refusal)
    {
        // Whatever the JIT or the type loader says, the caller compares it with what they say of another image.
        var message = refusal.Message.ReplaceLineEndings(" ");
        refused.Add($"{type.FullName}::{method} <{argument.Name}>\t{refusal.GetType().Name}: {message}");
    }
}

Assembly Load(string path) => context.LoadFromStream(new MemoryStream(File.ReadAllBytes(path)));

static bool IsGeneric(Type type, MethodBase method) => type.IsGenericTypeDefinition || method.IsGenericMethodDefinition;

IEnumerable<Type> TypesOf(Assembly assembly)
{
    try
    {
        return assembly.GetTypes();
    }
    catch (ReflectionTypeLoadException partly)
    {
        foreach (var missing in partly.LoaderExceptions.OfType<TypeLoadException>().Where(missing => left?.IsMatch(missing.TypeName) != true))
        {
            Console.WriteLine($"{missing.TypeName}\t{missing.Message.ReplaceLineEndings(" ")}");
        }

        return partly.Types.OfType<Type>();
    }
}
