using System.Text;
using RExecIL.Testing;

namespace RExecIL.Cli.Tests;

/// <summary>Programs that use the network run as without us, where they may.</summary>
[TestClass]
public sealed class NetworkProgramTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void A_program_talks_to_its_server_as_without_us()
    {
        using var server = new LocalHttpServer(Answer);
        var address = $"http://127.0.0.1:{server.Port}/";
        var program = _folder.Program(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "tests", "Corpus", "Network", "Stations.cs")), "Stations");
        var expected = ChildProcess.Run(ChildProcess.Dotnet, ["exec", program, address]);
        var asked = server.Requests.Order(StringComparer.Ordinal).ToArray();
        server.Requests.Clear();

        var actual = RexecIl.Run("run", $"--allow-net=127.0.0.1:{server.Port}", program, address);

        Assert.AreEqual(3, expected.ExitCode, expected.ToString());
        Assert.AreEqual(expected.ToString(), actual.ToString());
        CollectionAssert.AreEqual(asked, server.Requests.Order(StringComparer.Ordinal).ToArray());

        server.Requests.Clear();
        var elsewhere = RexecIl.Run("run", "--allow-net", "--deny-net=example.com", program, address);
        var without = RexecIl.Run("run", program, address);
        Assert.AreEqual(1, elsewhere.ExitCode, elsewhere.ToString());
        Assert.Contains($"run again with --allow-net=127.0.0.1:{server.Port}", elsewhere.Error);
        Assert.AreEqual(126, without.ExitCode);
        Assert.Contains("--allow-net", without.Error);
        Assert.AreEqual(2, RexecIl.Run("run", "--allow-net=http://example.com", program).ExitCode);
        Assert.IsEmpty(server.Requests);
    }

    private static Task Answer(string request, System.Net.Sockets.NetworkStream stream, CancellationToken end) =>
        request.Split(' ')[1] switch
        {
            "/v1/slow" => Task.Delay(Timeout.Infinite, end),
            var path => stream.WriteAsync(Encoding.UTF8.GetBytes(Answer(path, request)), end).AsTask(),
        };

    private static string Answer(string path, string request) => path switch
    {
        "/v1/measurements?page=1" => Json("""
            { "items": [ { "station": "north 1", "day": "2026-01-02", "degrees": -3.5 }, { "station": "south", "day": "2026-01-02", "degrees": 4 } ],
              "next": "v1/measurements?page=2" }
            """),
        "/v1/measurements?page=2" => "HTTP/1.1 302 Found\r\nLocation: /v1/last\r\nContent-Length: 0\r\n\r\n",
        "/v1/last" => Json("""{ "items": [ { "station": "north 1", "day": "2026-01-03", "degrees": -1 } ] }"""),
        "/v1/stations/north%201" => Json("""{ "name": "North" }"""),
        "/v1/stations/south" => Json("""{ "name": "South" }"""),
        "/v1/summary" => LocalHttpServer.Ok(request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..], "X-Request: a\r\nX-Request: b\r\n"),
        _ => LocalHttpServer.Ok("", status: "404 Not Found"),
    };

    private static string Json(string text) => LocalHttpServer.Ok(text, "Content-Type: application/json; charset=utf-8\r\n");
}
