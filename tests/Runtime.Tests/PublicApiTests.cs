using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using RExecIL.Runtime.Shims;
using RExecIL.Testing;

namespace RExecIL.Runtime.Tests;

/// <summary>Each public member of the runtime is attack surface, so each is reviewed.</summary>
[TestClass]
public sealed class PublicApiTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, Type> Mirrored = new()
    {
        [typeof(ActivatorShims)] = typeof(Activator),
        [typeof(AppContextShims)] = typeof(AppContext),
        [typeof(AssemblyShims)] = typeof(Assembly),
        [typeof(BigIntegerShims)] = typeof(System.Numerics.BigInteger),
        [typeof(ArrayPoolShims)] = typeof(System.Buffers.ArrayPool<>),
        [typeof(ImmutableCollectionsMarshalShims)] = typeof(System.Runtime.InteropServices.ImmutableCollectionsMarshal),
        [typeof(CollectionsMarshalShims)] = typeof(System.Runtime.InteropServices.CollectionsMarshal),
        [typeof(ConsoleShims)] = typeof(Console),
        [typeof(CultureInfoShims)] = typeof(CultureInfo),
        [typeof(DateTimeShims)] = typeof(DateTime),
        [typeof(DateTimeOffsetShims)] = typeof(DateTimeOffset),
        [typeof(GuidShims)] = typeof(Guid),
        [typeof(StopwatchShims)] = typeof(System.Diagnostics.Stopwatch),
        [typeof(ThreadShims)] = typeof(Thread),
        [typeof(TimeProviderShims)] = typeof(TimeProvider),
        [typeof(DateTimeFormatInfoShims)] = typeof(DateTimeFormatInfo),
        [typeof(DirectoryShims)] = typeof(Directory),
        [typeof(DirectoryInfoShims)] = typeof(DirectoryInfo),
        [typeof(FileInfoShims)] = typeof(FileInfo),
        [typeof(FileSystemInfoShims)] = typeof(FileSystemInfo),
        [typeof(EnumerableShims)] = typeof(Enumerable),
        [typeof(EnvironmentShims)] = typeof(Environment),
        [typeof(FileShims)] = typeof(File),
        [typeof(FileStreamShims)] = typeof(FileStream),
        [typeof(FormUrlEncodedContentShims)] = typeof(FormUrlEncodedContent),
        [typeof(HttpClientShims)] = typeof(HttpClient),
        [typeof(HttpContentShims)] = typeof(HttpContent),
        [typeof(HttpMessageInvokerShims)] = typeof(HttpMessageInvoker),
        [typeof(HttpRequestHeadersShims)] = typeof(System.Net.Http.Headers.HttpRequestHeaders),
        [typeof(StreamContentShims)] = typeof(StreamContent),
        [typeof(GCShims)] = typeof(GC),
        [typeof(JsonMetadataServicesShims)] = typeof(System.Text.Json.Serialization.Metadata.JsonMetadataServices),
        [typeof(JsonSerializerOptionsShims)] = typeof(System.Text.Json.JsonSerializerOptions),
        [typeof(JsonSerializerShims)] = typeof(System.Text.Json.JsonSerializer),
        [typeof(LazyShims)] = typeof(Lazy<>),
        [typeof(ListShims)] = typeof(List<>),
        [typeof(MatchShims)] = typeof(Match),
        [typeof(MonitorShims)] = typeof(Monitor),
        [typeof(NumberFormatInfoShims)] = typeof(NumberFormatInfo),
        [typeof(PathShims)] = typeof(Path),
        [typeof(RandomShims)] = typeof(Random),
        [typeof(ReadOnlySpanShims)] = typeof(ReadOnlySpan<>),
        [typeof(RegexShims)] = typeof(Regex),
        [typeof(RegexRunnerShims)] = typeof(RegexRunner),
        [typeof(StreamReaderShims)] = typeof(StreamReader),
        [typeof(StreamWriterShims)] = typeof(StreamWriter),
        [typeof(StringBuilderShims)] = typeof(StringBuilder),
        [typeof(StringShims)] = typeof(string),
        [typeof(TypeShims)] = typeof(Type),
        [typeof(UnsafeShims)] = typeof(System.Runtime.CompilerServices.Unsafe),
        [typeof(Utf8JsonWriterShims)] = typeof(System.Text.Json.Utf8JsonWriter),
        [typeof(AsyncIteratorMethodBuilderShims)] = typeof(System.Runtime.CompilerServices.AsyncIteratorMethodBuilder),
        [typeof(AsyncTaskMethodBuilderShims)] = typeof(System.Runtime.CompilerServices.AsyncTaskMethodBuilder),
        [typeof(AsyncTaskMethodBuilderOfResultShims)] = typeof(System.Runtime.CompilerServices.AsyncTaskMethodBuilder<>),
        [typeof(AsyncValueTaskMethodBuilderShims)] = typeof(System.Runtime.CompilerServices.AsyncValueTaskMethodBuilder),
        [typeof(AsyncValueTaskMethodBuilderOfResultShims)] = typeof(System.Runtime.CompilerServices.AsyncValueTaskMethodBuilder<>),
        [typeof(AsyncVoidMethodBuilderShims)] = typeof(System.Runtime.CompilerServices.AsyncVoidMethodBuilder),
        [typeof(CancellationTokenShims)] = typeof(CancellationToken),
        [typeof(CancellationTokenSourceShims)] = typeof(CancellationTokenSource),
        [typeof(ConfiguredCancelableAsyncEnumerableShims)] = typeof(System.Runtime.CompilerServices.ConfiguredCancelableAsyncEnumerable<>),
        [typeof(ConfiguredTaskAwaiterShims)] = typeof(System.Runtime.CompilerServices.ConfiguredTaskAwaitable.ConfiguredTaskAwaiter),
        [typeof(ConfiguredTaskAwaiterOfResultShims)] = typeof(System.Runtime.CompilerServices.ConfiguredTaskAwaitable<>.ConfiguredTaskAwaiter),
        [typeof(ConfiguredValueTaskAwaiterShims)] = typeof(System.Runtime.CompilerServices.ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter),
        [typeof(ConfiguredValueTaskAwaiterOfResultShims)] = typeof(System.Runtime.CompilerServices.ConfiguredValueTaskAwaitable<>.ConfiguredValueTaskAwaiter),
        [typeof(IAsyncDisposableShims)] = typeof(IAsyncDisposable),
        [typeof(ICriticalNotifyCompletionShims)] = typeof(System.Runtime.CompilerServices.ICriticalNotifyCompletion),
        [typeof(INotifyCompletionShims)] = typeof(System.Runtime.CompilerServices.INotifyCompletion),
        [typeof(IValueTaskSourceShims)] = typeof(System.Threading.Tasks.Sources.IValueTaskSource),
        [typeof(IValueTaskSourceOfResultShims)] = typeof(System.Threading.Tasks.Sources.IValueTaskSource<>),
        [typeof(ManualResetValueTaskSourceCoreShims)] = typeof(System.Threading.Tasks.Sources.ManualResetValueTaskSourceCore<>),
        [typeof(TaskAsyncEnumerableExtensionsShims)] = typeof(TaskAsyncEnumerableExtensions),
        [typeof(TaskAwaiterShims)] = typeof(System.Runtime.CompilerServices.TaskAwaiter),
        [typeof(TaskAwaiterOfResultShims)] = typeof(System.Runtime.CompilerServices.TaskAwaiter<>),
        [typeof(TaskCompletionSourceShims)] = typeof(TaskCompletionSource),
        [typeof(TaskCompletionSourceOfResultShims)] = typeof(TaskCompletionSource<>),
        [typeof(TaskExtensionsShims)] = typeof(TaskExtensions),
        [typeof(TaskOfResultShims)] = typeof(Task<>),
        [typeof(TaskShims)] = typeof(Task),
        [typeof(ValueTaskAwaiterShims)] = typeof(System.Runtime.CompilerServices.ValueTaskAwaiter),
        [typeof(ValueTaskAwaiterOfResultShims)] = typeof(System.Runtime.CompilerServices.ValueTaskAwaiter<>),
        [typeof(ValueTaskShims)] = typeof(ValueTask),
        [typeof(ValueTaskOfResultShims)] = typeof(ValueTask<>),
        [typeof(XAttributeShims)] = typeof(System.Xml.Linq.XAttribute),
        [typeof(XCDataShims)] = typeof(System.Xml.Linq.XCData),
        [typeof(XCommentShims)] = typeof(System.Xml.Linq.XComment),
        [typeof(XContainerShims)] = typeof(System.Xml.Linq.XContainer),
        [typeof(XDocumentShims)] = typeof(System.Xml.Linq.XDocument),
        [typeof(XElementShims)] = typeof(System.Xml.Linq.XElement),
        [typeof(XNameShims)] = typeof(System.Xml.Linq.XName),
        [typeof(XNamespaceShims)] = typeof(System.Xml.Linq.XNamespace),
        [typeof(XNodeShims)] = typeof(System.Xml.Linq.XNode),
        [typeof(XProcessingInstructionShims)] = typeof(System.Xml.Linq.XProcessingInstruction),
        [typeof(XTextShims)] = typeof(System.Xml.Linq.XText),
        [typeof(XmlExtensionsShims)] = typeof(System.Xml.Linq.Extensions),
        [typeof(XmlReaderShims)] = typeof(System.Xml.XmlReader),
        [typeof(XmlWriterShims)] = typeof(System.Xml.XmlWriter),
        [typeof(BrotliStreamShims)] = typeof(System.IO.Compression.BrotliStream),
        [typeof(DeflateStreamShims)] = typeof(System.IO.Compression.DeflateStream),
        [typeof(GZipStreamShims)] = typeof(System.IO.Compression.GZipStream),
        [typeof(ZLibStreamShims)] = typeof(System.IO.Compression.ZLibStream),
        [typeof(ArrayListShims)] = typeof(System.Collections.ArrayList),
        [typeof(CollectionShims)] = typeof(System.Collections.ObjectModel.Collection<>),
        [typeof(FormattableStringFactoryShims)] = typeof(System.Runtime.CompilerServices.FormattableStringFactory),
        [typeof(IDictionaryShims)] = typeof(System.Collections.IDictionary),
        [typeof(IEnumerableShims)] = typeof(System.Collections.IEnumerable),
        [typeof(IEnumerableOfElementShims)] = typeof(IEnumerable<>),
        [typeof(ReadOnlyCollectionShims)] = typeof(System.Collections.ObjectModel.ReadOnlyCollection<>),
        [typeof(ReadOnlyDictionaryShims)] = typeof(System.Collections.ObjectModel.ReadOnlyDictionary<,>),
        [typeof(ReadOnlyDictionaryKeyCollectionShims)] = typeof(System.Collections.ObjectModel.ReadOnlyDictionary<,>.KeyCollection),
        [typeof(ReadOnlyDictionaryValueCollectionShims)] = typeof(System.Collections.ObjectModel.ReadOnlyDictionary<,>.ValueCollection),
        [typeof(ReadOnlySetShims)] = typeof(System.Collections.ObjectModel.ReadOnlySet<>),
        [typeof(SortedListShims)] = typeof(SortedList<,>),
        [typeof(YieldAwaiterShims)] = typeof(System.Runtime.CompilerServices.YieldAwaitable.YieldAwaiter),
    };

    /// <summary>Shims of what compilers write, which no framework member mirrors.</summary>
    private static readonly HashSet<Type> Unmirrored = [typeof(DataShims), typeof(EnumeratorShims), typeof(InlineArrayShims), typeof(IPairEnumerator<>), typeof(Measures), typeof(StackAllocationShims), typeof(Work)];

    [TestMethod]
    public void The_public_surface_is_the_reviewed_one()
    {
        var surface = new StringBuilder();
        foreach (var type in typeof(Sandbox).Assembly.GetExportedTypes().Concat(typeof(Slot.Guard).Assembly.GetExportedTypes()).OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            surface.Append(type.FullName).Append('\n');
            foreach (var member in type.GetMembers(Declared).Select(member => member.ToString()).Order(StringComparer.Ordinal))
            {
                surface.Append("    ").Append(member).Append('\n');
            }
        }

        Snapshot.Match(surface.ToString());
    }

    [TestMethod]
    public void Guests_can_neither_derive_from_the_sandbox_nor_see_a_member_of_it()
    {
        var visible = typeof(Sandbox)
            .GetMembers(Declared | BindingFlags.NonPublic)
            .Where(member => member is MethodBase { IsPrivate: false, IsAssembly: false }
                or FieldInfo { IsPrivate: false, IsAssembly: false });

        Assert.AreEqual("", string.Join(", ", visible.Select(member => member.Name)));
    }

    [TestMethod]
    public void Each_shim_mirrors_one_framework_member_exactly()
    {
        var wrong = typeof(Sandbox).Assembly.GetExportedTypes()
            .Where(type => type.Namespace == typeof(ConsoleShims).Namespace && !Unmirrored.Contains(type))
            .SelectMany(type => type.GetMethods(Declared), (type, shim) => (Shim: shim, Original: Original(type, shim)))
            .Where(pair => pair.Original is null)
            .Select(pair => $"{pair.Shim.DeclaringType!.Name}::{pair.Shim}");

        Assert.AreEqual("", string.Join("\n", wrong));
    }

    [TestMethod]
    [DataRow(typeof(Console), typeof(ConsoleShims), "Write,WriteLine,Read,ReadLine,get_Out,get_Error,get_In")]
    [DataRow(typeof(Monitor), typeof(MonitorShims), "Enter,Exit,TryEnter,Pulse,PulseAll,IsEntered")]
    [DataRow(typeof(File), typeof(FileShims), "ReadAllText,ReadAllLines,ReadLines,ReadAllBytes,WriteAllText,WriteAllLines,"
        + "WriteAllBytes,AppendAllText,AppendAllLines,AppendAllBytes,Open,OpenRead,OpenWrite,OpenText,Create,CreateText,"
        + "AppendText,Exists,Delete,Copy,Move")]
    public void No_overload_of_a_redirected_name_is_left_out(Type original, Type shims, string names)
    {
        var shimmed = shims.GetMethods(Declared).Select(shim => Original(shims, shim)).ToHashSet();
        var missing = names.Split(',')
            .SelectMany(name => original.GetMember(name, Declared))
            .Where(member => !shimmed.Contains(member as MethodBase));

        Assert.AreEqual("", string.Join("\n", missing));
    }

    private static MethodBase? Original(Type shims, MethodInfo shim)
    {
        var parameters = Parameters(shim);
        if (parameters.LastOrDefault() == typeof(Sandbox).ToString())
        {
            parameters.RemoveAt(parameters.Count - 1);
        }

        // By name: the type parameters of a generic type are those of the method in a shim.
        var original = Mirrored[shims];
        MethodBase? constructor = shim.Name == "Create" && shim.ReturnType.ToString() == original.ToString()
            ? original.GetConstructors().FirstOrDefault(constructor => Parameters(constructor).SequenceEqual(parameters))
            : null;
        return constructor ?? original.GetMethods(Declared).FirstOrDefault(method =>
            method.Name == shim.Name
            && method.ReturnType.ToString() == shim.ReturnType.ToString()
            && (method.IsStatic ? Parameters(method) : [Self(original, shim), .. Parameters(method)]).SequenceEqual(parameters));
    }

    /// <summary>The instance: by reference if it is a value, and where the shim takes any type that implements the interface.</summary>
    private static string Self(Type original, MethodInfo shim) =>
        original.IsInterface && shim.IsGenericMethod && shim.GetGenericArguments()[^1] is { Name: "TSelf" } self
            && self.GetGenericParameterConstraints().Select(constraint => constraint.ToString()).SequenceEqual([original.ToString()])
            ? self + "&"
            : original + (original.IsValueType ? "&" : "");

    private static List<string> Parameters(MethodBase method) =>
        [.. method.GetParameters().Select(parameter => parameter.ParameterType.ToString())];
}
