using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using RExecIL.Files;
using RExecIL.Network;
using RExecIL.Runtime;
using RExecIL.Verifier;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Policies;

namespace RExecIL;

/// <summary>A restricted execution environment: verifies, loads, runs and unloads untrusted assemblies.</summary>
/// <remarks>
/// <para>Named after the class <c>RExec</c> of Python's <c>rexec</c>. As there, a subclass changes what guests may do
/// by
/// overriding <see cref="ROpen"/> and <see cref="RImport"/>, where all the ways to open a file or load an assembly
/// end.</para>
/// <para>Guests run one at a time each, on a thread of their own; the methods are safe to call from several
/// threads.</para>
/// </remarks>
public class Rexec : IAsyncDisposable
{
    private const string ContextTypeName = "RExecIL.Generated.GuestContext";
    private const string SandboxFieldName = "Sandbox";
    private const int MaxGcRounds = 12;

    private static readonly DiagnosticDescriptor NotLoadable = new(
        "RX6001", "The runtime refuses the assembly", "AssemblyLoadContext.LoadFromStream");

    private static readonly DiagnosticDescriptor NotRewritten = new(
        "RX6002", "The assembly has no place for the sandbox", "docs/architecture.md");

    private static readonly DiagnosticDescriptor NotRecorded = new(
        "RX6004", "The audit could not record the loading", "docs/security.md");

    /// <summary>Reasons of a refusal that are recorded; an image can have very many.</summary>
    private const int MaxRecordedFindings = 100;

    private readonly Lock _gate = new();
    private readonly List<Guest> _guests = [];
    private readonly RexecOptions _options;
    private readonly Quota _quota;
    private readonly ReferenceCatalog _catalog;
    private readonly Lazy<AssemblyVerifier> _verifier;
    private readonly IRHooks _hooks;
    private readonly EnvironmentFiles _files;
    private readonly PermissionDesk _desk;
    private readonly NameResolver _resolve;
    private bool _isDisposed;

    /// <summary>An environment.</summary>
    /// <param name="options">What it is made of.</param>
    /// <exception cref="ArgumentException">An option cannot be.</exception>
    public Rexec(RexecOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _quota = options.Quota.Within(options.Policy.Grants);
        if (options.Policy.Grants.RequiresLimits && _quota.Missing is { } missing)
        {
            throw new ArgumentException($"The policy {options.Policy.Name} allows no run without limits, and {missing} is not set.", nameof(options));
        }

        ThrowIfNotPositive(_quota.MaxTime ?? TimeSpan.MaxValue, "A run needs time.");
        ThrowIfNotPositive(options.Quota.GracePeriod, "Ending a run needs time.");
        ArgumentOutOfRangeException.ThrowIfLessThan(_quota.MaxAllocation ?? 1, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_quota.MaxFuel ?? 1, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(_quota.MaxOutput ?? 0, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(_quota.MaxErrorOutput ?? 0, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Quota.StackSize, 64 * 1024, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Quota.StackSize, 4 * 1024 * 1024, nameof(options));
        _options = options with { Policy = options.Mounts.Aggregate(options.Policy, (policy, mount) => policy.Offering(mount.IsWritable ? Capability.Read | Capability.Write : Capability.Read)) };
        _catalog = options.Catalog ?? InstalledRuntime.CatalogWith(options.Contracts);
        _verifier = new Lazy<AssemblyVerifier>(() => new AssemblyVerifier(_options.Policy, _catalog, options.Limits)
        {
            MetersFuel = _quota.MaxFuel is not null,
        });
        _hooks = options.Hooks ?? new RHooks();
        _files = new EnvironmentFiles(Environment.CurrentDirectory, options.Mounts);
        foreach (var grants in _options.Policy.AssemblyGrants.Values.Prepend(_options.Policy.Grants))
        {
            _files.Of(grants); // Opened now: what takes its place later is not granted.
        }

        _desk = new PermissionDesk(options.Audit, options.Permissions);
        _resolve = options.Resolver ?? NetworkCapability.ResolveAsync;
    }

    /// <summary>Verifies and rewrites an assembly with all it needs, and loads it. None of its code runs.</summary>
    /// <param name="image">The assembly.</param>
    /// <returns>The guest, or why there is none; a refused assembly leaves no trace.</returns>
    public Checked<Guest> Load(GuestImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var trusted = _verifier.Value.Trust(image, _hooks.FindModule);
        foreach (var finding in trusted.Diagnostics.Take(MaxRecordedFindings))
        {
            RecordLoad(
                Path.GetFileNameWithoutExtension(image.Name), finding.Location.Assembly, $"{finding.Id} {finding.Message}", isAllowed: false);
        }

        return trusted.Then(closure => closure.Dependencies.Append(closure.Main).All(part => RecordLoad(closure.Main.Name, part.Name, part.Name, isAllowed: true))
            ? Load(closure)
            : Checked.Refuse<Guest>(NotRecorded.At(new CodeLocation(image.Name), $"{image.Name} is not loaded, since that could not be recorded.")));
    }

    /// <summary>Runs the guest's entry point to its end.</summary>
    /// <param name="guest">A guest of this environment.</param>
    /// <param name="arguments">What <c>Main</c> gets.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <returns>
    /// How it ended; what <c>Main</c> returned, or <c>Environment.ExitCode</c> when it returns nothing.
    /// </returns>
    /// <exception cref="ArgumentException">The guest is another environment's, or has no entry point.</exception>
    /// <exception cref="InvalidOperationException">The guest runs already, or was ended.</exception>
    /// <exception cref="ObjectDisposedException">The guest was unloaded.</exception>
    public Outcome<int> Run(Guest guest, IReadOnlyList<string> arguments, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(guest);
        ArgumentNullException.ThrowIfNull(arguments);
        string[] copy = [.. arguments];
        if (copy.Contains(null!))
        {
            throw new ArgumentException("An argument is null.", nameof(arguments));
        }

        if (guest.IsLoaded && !IsEntryPoint(guest.Main.EntryPoint))
        {
            throw new ArgumentException($"{guest.Name} has no entry point: no static void or int Main.", nameof(guest));
        }

        return Execute(guest, () => EntryPoint(guest, copy), copy, cancellation);
    }

    /// <summary>
    /// Creates the guest's implementation of a contract, and does something with it inside the sandbox.
    /// </summary>
    /// <remarks>
    /// The guest must have exactly one public class with a parameterless constructor that implements the contract.
    /// <paramref name="body"/> runs on the guest's thread under the guest's limits. What it stores elsewhere can
    /// neither be
    /// guarded nor unloaded: return plain data.
    /// </remarks>
    /// <typeparam name="TContract">An interface or class of a contract assembly.</typeparam>
    /// <typeparam name="TResult">What the body gives.</typeparam>
    /// <param name="guest">A guest of this environment.</param>
    /// <param name="body">What to do with the object.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <returns>
    /// How it ended. Only data is let out: the framework's simple types, arrays, lists and value tuples of them, and
    /// types
    /// of the host's own.
    /// </returns>
    /// <inheritdoc cref="Run" path="/exception"/>
    public Outcome<TResult> Call<TContract, TResult>(
        Guest guest, Func<TContract, TResult> body, CancellationToken cancellation = default)
        where TContract : class
    {
        ArgumentNullException.ThrowIfNull(guest);
        ArgumentNullException.ThrowIfNull(body);
        return Execute(guest, () => CallContract(guest, body), [], cancellation);
    }

    /// <summary>Unloads a guest, and finds out whether that succeeded.</summary>
    /// <remarks>Collects garbage, several times when need be.</remarks>
    /// <param name="guest">A guest of this environment.</param>
    /// <returns>Whether the guest is gone. May be asked again.</returns>
    public UnloadReport Unload(Guest guest)
    {
        ArgumentNullException.ThrowIfNull(guest);
        ThrowIfForeign(guest);
        lock (_gate)
        {
            _guests.Remove(guest);
        }

        return Collect([guest]);
    }

    /// <summary>Unloads all guests, and finds out whether that succeeded.</summary>
    /// <returns>Whether all are gone.</returns>
    public UnloadReport Unload()
    {
        Guest[] guests;
        lock (_gate)
        {
            guests = [.. _guests];
            _guests.Clear();
        }

        return Collect(guests);
    }

    /// <summary>Unloads all guests; nothing can be loaded afterwards.</summary>
    public ValueTask DisposeAsync()
    {
        _isDisposed = true;
        GC.SuppressFinalize(this);
        return new ValueTask(Task.Run(() =>
        {
            Unload();
            _files.Dispose();
        }));
    }

    /// <summary>Opens a file for guest code. The default opens what the asking assembly's grants cover.</summary>
    /// <remarks>
    /// All the ways to open a file end here. Runs on the guest's thread. Arguments are checked as
    /// <see cref="FileStream"/> does.
    /// </remarks>
    /// <param name="asker">Which assembly of which guest asks.</param>
    /// <param name="path">The path as the guest wrote it.</param>
    /// <param name="mode">How to open or create it.</param>
    /// <param name="access">Reading, writing or both.</param>
    /// <param name="share">What others may do meanwhile.</param>
    /// <param name="bufferSize">Size of the buffer, in bytes; 0 or 1 for none.</param>
    /// <param name="options">Hints. Never <see cref="FileOptions.DeleteOnClose"/>.</param>
    /// <returns>
    /// The guest's own from then on. Code that asked for a <see cref="FileStream"/> gets one around it.
    /// </returns>
    /// <exception cref="UnauthorizedAccessException">The guest may not open it.</exception>
    protected internal virtual Stream ROpen(
        GuestAssembly asker, string path, FileMode mode, FileAccess access, FileShare share, int bufferSize, FileOptions options)
    {
        ArgumentNullException.ThrowIfNull(asker);
        return asker.Handle is { } handle && handle.BelongsTo(this)
            ? handle.OpenGranted(path, mode, access, share, bufferSize, options)
            : throw new ArgumentException($"{asker.Name} belongs to another environment.", nameof(asker));
    }

    /// <summary>Sends an HTTP request for guest code. The default sends to what <see cref="Policy.Grants"/> covers.</summary>
    /// <remarks>
    /// <para>All the ways to send one end here, each redirection anew. A subclass may answer by itself, ask others, or change the
    /// request; only the default judges where it goes, and resolves a name once for a connection to what it judged.</para>
    /// <para>Runs on threads of the pool, for several requests at once, and no guest code does. A run that ends cancels
    /// <paramref name="cancellation"/>; it does not wait for who takes no notice.</para>
    /// </remarks>
    /// <param name="asker">Which of the guest's assemblies asks.</param>
    /// <param name="request">Made of what the guest wrote; checked text, with the whole body in memory.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The response, whose body is read as the guest reads it. It is closed by the sandbox.</returns>
    /// <exception cref="UnauthorizedAccessException">
    /// The guest may not send it. To the guest it is an <see cref="HttpRequestException"/> with this message.
    /// </exception>
    /// <exception cref="HttpRequestException">It failed. Its message is the guest's to read; that of other exceptions is not.</exception>
    protected internal virtual Task<HttpResponseMessage> RSend(
        GuestAssembly asker, HttpRequestMessage request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(asker);
        ArgumentNullException.ThrowIfNull(request);
        return asker.Handle is { } handle && handle.BelongsTo(this)
            ? handle.Session.TransmitAsync(request, cancellation)
            : throw new ArgumentException($"{asker.Name} belongs to another environment.", nameof(asker));
    }

    /// <summary>Finds an assembly for guest code by name. The default finds the guest's own only.</summary>
    /// <remarks>All the ways to load an assembly end here. Runs on the guest's thread.</remarks>
    /// <param name="guest">Who asks.</param>
    /// <param name="name">A simple or display name, as the guest wrote it.</param>
    /// <returns>An assembly that was verified for this guest.</returns>
    /// <exception cref="FileNotFoundException">There is none of that name.</exception>
    protected internal virtual Assembly RImport(Guest guest, string name)
    {
        ArgumentNullException.ThrowIfNull(guest);
        ArgumentNullException.ThrowIfNull(name);
        var simpleName = GuestTypes.SimpleName(name);
        return guest.Assemblies.FirstOrDefault(assembly => GuestTypes.IsNamed(assembly, simpleName))
            ?? throw new FileNotFoundException(
                $"Could not load '{Denial.Printable(name)}': a sandbox has its own verified assemblies only.",
                Denial.Printable(name));
    }

    /// <summary>Loads checked images. Not for bytes: only the verifier mints these.</summary>
    internal Checked<Guest> Load(TrustedClosure closure)
    {
        var slot = GuardSlot.Take();
        var context = new GuestLoadContext(closure.Main.Name, _catalog.KindOf, _options.Contracts, slot.Assembly);
        var variables = new VariableGrants();
        var main = AssemblyNamed(closure.Main.Name, closure.Main.Name);
        var sandbox = new GuestSandbox(
            this,
            main,
            slot.Registers,
            new GuestConsole(new StandardStreams(_options.In, _options.Out, _options.Error)),
            variables.Of(main),
            new FileCapability(_files, main),
            _options.Clock is { } clock && clock != TimeProvider.System ? new GuestClock(clock) : GuestClock.Real,
            _resolve);
        var image = closure.Main;
        try
        {
            foreach (var dependency in closure.Dependencies)
            {
                image = dependency;
                var asker = AssemblyNamed(closure.Main.Name, dependency.Name);
                Bind(context.Add(dependency), new GuestSandbox(sandbox, asker, variables.Of(asker), new FileCapability(_files, asker)));
            }

            image = closure.Main;
            var assembly = context.Add(closure.Main);
            Bind(assembly, sandbox);
            return Checked.Accept(Attach(new Guest(this, closure.Main.Name, context, assembly, sandbox, slot)));
        }
        catch (Exception e) when (e is BadImageFormatException or TypeLoadException or IOException)
        {
            // The boundary to the runtime's loader: what it refuses is a diagnostic, as all that an image can cause.
            Abandon(context, slot);
            return Checked.Refuse<Guest>(NotLoadable.At(
                new CodeLocation(image.Name), $"The runtime refuses {image.Name}: {Denial.Printable(e.Message)}"));
        }
        catch (MissingFieldException)
        {
            Abandon(context, slot);
            return Checked.Refuse<Guest>(NotRewritten.At(
                new CodeLocation(image.Name),
                $"{image.Name} has no field {ContextTypeName}::{SandboxFieldName} to put its sandbox into."));
        }
    }

    /// <summary>Whether guests and the host call each other.</summary>
    internal bool HasContracts => _options.Contracts.Count > 0;

    private bool RecordLoad(string sandbox, string assembly, string value, bool isAllowed) =>
        _desk.Record(new PermissionRequest(sandbox, assembly, "load", value), isAllowed);

    private static void Abandon(GuestLoadContext context, GuardSlot slot)
    {
        slot.Return(new WeakReference(context, trackResurrection: true));
        context.Unload();
    }

    private static void ThrowIfNotPositive(TimeSpan time, string message)
    {
        if (time <= TimeSpan.Zero)
        {
            throw new ArgumentException(message);
        }
    }

    private static void Bind(Assembly assembly, Sandbox sandbox)
    {
        var field = assembly.GetType(ContextTypeName, throwOnError: false)
            ?.GetField(SandboxFieldName, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly);
        if (field is null || field.FieldType != typeof(Sandbox) || field.DeclaringType!.TypeInitializer is not null)
        {
            throw new MissingFieldException(ContextTypeName, SandboxFieldName);
        }

        field.SetValue(null, sandbox);
    }

    private static Outcome<int> EntryPoint(Guest guest, string[] arguments)
    {
        // Delegates, since MethodInfo.Invoke would wrap exceptions.
        var entry = guest.Main.EntryPoint!;
        var takesArguments = entry.GetParameters().Length == 1;
        if (entry.ReturnType == typeof(int))
        {
            return new Outcome<int>.Returned(takesArguments
                ? entry.CreateDelegate<Func<string[], int>>()(arguments)
                : entry.CreateDelegate<Func<int>>()());
        }

        if (takesArguments)
        {
            entry.CreateDelegate<Action<string[]>>()(arguments);
        }
        else
        {
            entry.CreateDelegate<Action>()();
        }

        return new Outcome<int>.Returned(guest.Sandbox.ExitCode);
    }

    private static bool IsEntryPoint(MethodInfo? method) =>
        method is { IsStatic: true, ContainsGenericParameters: false }
        && (method.ReturnType == typeof(int) || method.ReturnType == typeof(void))
        && (method.GetParameters() is not [var first, .. var rest]
            || (rest.Length == 0 && first.ParameterType == typeof(string[])));

    private static Outcome<TResult> CallContract<TContract, TResult>(Guest guest, Func<TContract, TResult> body)
        where TContract : class
    {
        var candidates = guest.Main.GetExportedTypes().Where(IsImplementation<TContract>).ToList();
        if (candidates is not [var implementation])
        {
            return new Outcome<TResult>.Denied(
                $"{guest.Name} has {candidates.Count} public classes with a parameterless constructor that implement "
                + $"{typeof(TContract)}; it needs exactly one.");
        }

        var instance = implementation.GetConstructor(Type.EmptyTypes)!.Invoke(
            BindingFlags.DoNotWrapExceptions, binder: null, parameters: null, culture: null);
        var result = body((TContract)instance);
        return result is null || guest.Owner.MayLeave(result.GetType())
            ? new Outcome<TResult>.Returned(result)
            : new Outcome<TResult>.Denied(
                $"{result.GetType()} may not leave the sandbox, since {guest.Name}'s code could run in it. "
                + "Return plain data.");
    }

    // Types of the host itself are the host's to judge; those of the framework must be known as data.
    private bool MayLeave(Type type) => !type.IsCollectible
        && (PlainData.Is(type) || _catalog.KindOf(type.Assembly.GetName().Name ?? "") != ReferenceKind.Framework);

    private static bool IsImplementation<TContract>(Type type) =>
        type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false }
        && typeof(TContract).IsAssignableFrom(type)
        && type.GetConstructor(Type.EmptyTypes) is not null;

    private Outcome<T> Execute<T>(
        Guest guest, Func<Outcome<T>> body, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        ThrowIfForeign(guest);
        guest.Enter();
        _files.Temporary.BeginRun();
        guest.Sandbox.BeginRequests();
        try
        {
            guest.Sandbox.Arguments = arguments;
            var start = TimeProvider.System.GetTimestamp();
            var (outcome, straggler) = new GuestThread<T>(() => guest.Sandbox.Tasks.Enter(body), guest.Sandbox, guest.Context, _quota, _options.Culture).Run(cancellation);
            guest.Straggler = straggler;
            if (straggler is null)
            {
                guest.Sandbox.Console.Flush();
            }

            guest.Usage = guest.Sandbox.UsageSince(start);
            return outcome;
        }
        finally
        {
            guest.Sandbox.EndRequests();
            _files.Temporary.EndRun();
            guest.Leave();
        }
    }

    private static UnloadReport Collect(IReadOnlyList<Guest> guests)
    {
        var start = TimeProvider.System.GetTimestamp();
        var remains = Release(guests);
        var rounds = 0;
        while (rounds < MaxGcRounds && remains.Any(remain => remain.IsAlive))
        {
            rounds++;
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        var isCollected = !remains.Any(remain => remain.IsAlive);
        return new UnloadReport(
            isCollected, rounds, TimeProvider.System.GetElapsedTime(start), isCollected ? null : HeldBy(guests, remains));
    }

    // Apart, so that no local of the caller keeps a context alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static List<WeakReference> Release(IReadOnlyList<Guest> guests) =>
        [.. guests.Select(guest => guest.Release())];

    private static string HeldBy(IReadOnlyList<Guest> guests, List<WeakReference> remains)
    {
        var left = guests.Where((_, index) => remains[index].IsAlive).ToList();
        var reasons = new List<string>();
        Add(guest => guest.IsRunning, "{0}: a run has not returned to the host yet.");
        Add(guest => !guest.IsRunning && HasStraggler(guest), "{0}: a thread has not ended. It is inside a long call of the framework.");
        Add(guest => !guest.IsRunning && !HasStraggler(guest), "{0}: the host still refers to an object or a type of the guest.");
        return string.Join(' ', reasons);

        static bool HasStraggler(Guest guest) => guest.Straggler is { IsAlive: true };

        void Add(Func<Guest, bool> applies, string reason)
        {
            if (string.Join(", ", left.Where(applies).Select(guest => guest.Name)) is { Length: > 0 } names)
            {
                reasons.Add(string.Format(CultureInfo.InvariantCulture, reason, names));
            }
        }
    }

    private void ThrowIfForeign(Guest guest)
    {
        if (guest.Owner != this)
        {
            throw new ArgumentException($"{guest.Name} belongs to another environment.", nameof(guest));
        }
    }

    private GuestAssembly AssemblyNamed(string sandbox, string name) =>
        new(_desk, sandbox, name, _options.Policy.AssemblyGrants.GetValueOrDefault(name, _options.Policy.Grants));

    private Guest Attach(Guest guest)
    {
        guest.Sandbox.Attach(guest);
        lock (_gate)
        {
            _guests.Add(guest);
        }

        return guest;
    }
}
