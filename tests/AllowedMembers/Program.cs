using System.Globalization;
using RExecIL.AllowedMembers;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return args switch
{
    ["check", .. var options] => Check.Run(options, Console.Out),
    ["self-test"] => Check.RunOnHarmful(Console.Out),
    [Caller.Argument, var list, var journal, var first] => Caller.Run(list, journal, int.Parse(first, CultureInfo.InvariantCulture)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        AllowedMembers check [TEXT]   calls every member that the preset script allows (and whose name contains TEXT) with
                                      simple arguments, under strace, with the heap verified after each call; exit 1 when
                                      one opens a file to write, touches a path made of its arguments, uses the network,
                                      starts a process, harms the heap, ends the process or does not come back
        AllowedMembers self-test      calls members that do such things; exit 1 when the check misses one
        """);
    return 2;
}
