using Plugin.Contract;
using RExecIL;
using RExecIL.Verifier;
using RExecIL.Verifier.Policies;

var guests = Path.Combine(AppContext.BaseDirectory, "guests");
var work = Directory.CreateTempSubdirectory("rexec-il-plugin-");
var poems = work.CreateSubdirectory("poems").FullName;
File.WriteAllText(Path.Combine(poems, "poem.txt"), "The fog comes on little cat feet. The fog sits looking over harbor and city.");
File.WriteAllText(Path.Combine(work.FullName, "secret.txt"), "nobody may read this");

// The host's interface is all that guests may name besides the framework; one folder is all that they may read.
var catalog = InstalledRuntime.CatalogWith([typeof(ISummary).Assembly]);
var policy = Policy.Preset("script", catalog).Granting(Capability.Read, [poems]);
await using (var rexec = new Rexec(new RexecOptions
{
    Policy = policy,
    Catalog = catalog,
    Contracts = [typeof(ISummary).Assembly],
    Quota = new Quota { MaxTime = TimeSpan.FromSeconds(10) },
}))
{
    var plugin = rexec.Load(Read("Plugin.Guest.dll")).Value;
    var outcome = rexec.Call<ISummary, string>(plugin, summary => summary.Summarize(poems));
    Console.WriteLine($"plugin:   {(outcome is Outcome<string>.Returned(var text) ? text : outcome)}");
    var unloaded = rexec.Unload(plugin);
    Console.WriteLine($"unloaded: {(unloaded.Collected ? "nothing of it is left in memory" : $"no, held by {unloaded.HeldBy}")}");

    var hostile = rexec.Load(Read("Hostile.dll"));
    Console.WriteLine($"hostile:  {(hostile.IsAccepted ? "ACCEPTED" : $"refused for {hostile.Diagnostics.Length} reasons")}");
    foreach (var reason in hostile.Diagnostics)
    {
        Console.WriteLine($"  {reason.Location}: {reason.Id}: {reason.Message}");
    }
}

work.Delete(recursive: true);

GuestImage Read(string name) => new(
    name,
    File.ReadAllBytes(Path.Combine(guests, name)),
    File.ReadAllBytes(Path.Combine(guests, Path.ChangeExtension(name, ".pdb"))));
