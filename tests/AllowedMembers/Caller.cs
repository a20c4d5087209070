using System.IO.MemoryMappedFiles;
using System.Reflection;

namespace RExecIL.AllowedMembers;

/// <summary>The process that calls the members, one after the other, with a collection after each.</summary>
internal static class Caller
{
    internal const string Argument = "call";

    /// <summary>The folder of the paths by which the trace tells one member from the next; nothing has such a name.</summary>
    internal const string Marker = "/rexecil-allowed-members/";

    /// <summary>Where the journal has the number of the member that is running, and the counts of calls.</summary>
    internal const int Running = 0, Returned = 4, Threw = 8, Skipped = 12, JournalSize = 16;

    private static readonly Type[] Instances = [typeof(int), typeof(string), typeof(byte), typeof(object)];

    /// <summary>Calls all members from one on.</summary>
    internal static int Run(string list, string journalPath, int first)
    {
        using var file = MemoryMappedFile.CreateFromFile(journalPath, FileMode.Open, null, JournalSize);
        using var journal = file.CreateViewAccessor();
        var members = MemberList.Read(list);
        var arguments = new Arguments(members.Select(member => member.Method).OfType<MethodBase>().Where(method => method.IsStatic || method.IsConstructor));
        Console.SetOut(TextWriter.Null);
        for (var index = first; index < members.Count; index++)
        {
            journal.Write(Running, index);
            File.Exists($"{Marker}{index}");
            if (members[index].Method is { } method)
            {
                Call(method, arguments, journal);
            }
            else
            {
                Count(journal, Skipped);
            }

            GC.Collect();
        }

        File.Exists($"{Marker}end");
        journal.Write(Running, members.Count);
        return 0;
    }

    private static void Call(MethodBase method, Arguments arguments, MemoryMappedViewAccessor journal)
    {
        var isCalled = false;
        foreach (var closed in Closed(method))
        {
            for (var set = 0; set < Arguments.Sets; set++)
            {
                try
                {
                    if (Prepare(closed, set, arguments) is not { } values)
                    {
                        continue;
                    }

                    isCalled = true;
                    arguments.Keep(Thunk.Of(closed)(values));
                    Count(journal, Returned);
                }
                catch (Exception exception) when (exception is not OutOfMemoryException)
                {
                    Count(journal, isCalled ? Threw : Skipped);
                }
            }
        }

        if (!isCalled)
        {
            Count(journal, Skipped);
        }
    }

    private static object?[]? Prepare(MethodBase method, int set, Arguments arguments)
    {
        var inputs = Thunk.Inputs(method);
        var values = new object?[inputs.Count];
        for (var index = 0; index < values.Length; index++)
        {
            if (!arguments.TryMake(inputs[index], set, out values[index]) && !arguments.TryMake(inputs[index], 0, out values[index]))
            {
                return null;
            }

            if (values[index] is null && index == 0 && !method.IsStatic && !method.IsConstructor && !arguments.TryMake(inputs[0], 0, out values[0]))
            {
                return null; // Without an object there is nothing to call.
            }
        }

        return values;
    }

    /// <summary>The method, or a few instances of a generic one.</summary>
    private static IEnumerable<MethodBase> Closed(MethodBase method)
    {
        if (!method.ContainsGenericParameters)
        {
            yield return method;
            yield break;
        }

        foreach (var argument in Instances)
        {
            if (Close(method, argument) is { } closed)
            {
                yield return closed;
            }
        }
    }

    private static MethodBase? Close(MethodBase method, Type argument)
    {
        try
        {
            var type = method.DeclaringType!;
            if (type.IsGenericTypeDefinition)
            {
                type = type.MakeGenericType([.. type.GetGenericArguments().Select(_ => argument)]);
                method = MethodBase.GetMethodFromHandle(method.MethodHandle, type.TypeHandle)!;
            }

            return method is MethodInfo { IsGenericMethodDefinition: true } generic
                ? generic.MakeGenericMethod([.. generic.GetGenericArguments().Select(_ => argument)])
                : method;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or TypeLoadException)
        {
            return null; // The type does not fit a constraint.
        }
    }

    private static void Count(MemoryMappedViewAccessor journal, int what) => journal.Write(what, journal.ReadInt32(what) + 1);
}
