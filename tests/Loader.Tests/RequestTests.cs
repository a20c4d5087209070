using System.Net;
using System.Text;
using RExecIL.Testing;
using RExecIL.Verifier;
using RExecIL.Verifier.Policies;

namespace RExecIL.Loader.Tests;

/// <summary>What guests send and get over HTTP, against a server in this process.</summary>
[TestClass]
public sealed class RequestTests
{
    private static readonly Lazy<GuestImage> Image = new(() => CSharpFixture.Compile(
        """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Net;
        using System.Net.Http;
        using System.Net.Http.Headers;
        using System.Text;
        using System.Threading;
        using System.Threading.Tasks;

        static class Program
        {
            static HttpClient client = new HttpClient();

            static async Task Main(string[] args)
            {
                var url = args[1];
                try
                {
                    switch (args[0])
                    {
                        case "text":
                            Console.WriteLine(await client.GetStringAsync(url));
                            break;
                        case "each":
                            await Each(url);
                            break;
                        case "tries":
                            foreach (var each in args[1..])
                            {
                                try { Console.WriteLine(await client.GetStringAsync(each)); }
                                catch (HttpRequestException e) { Console.WriteLine($"! {e.HttpRequestError} {e.Message}"); }
                            }
                            break;
                        case "status":
                            using (var response = await client.GetAsync(url))
                            {
                                Console.WriteLine($"{(int)response.StatusCode} {response.ReasonPhrase} {response.RequestMessage.RequestUri}");
                                foreach (var header in response.Headers) Console.WriteLine($"{header.Key}={string.Join("|", header.Value)}");
                            }
                            break;
                        case "redirected":
                            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "secret");
                            client.DefaultRequestHeaders.Add("Cookie", "a=b");
                            client.DefaultRequestHeaders.Add("X-Kept", "1");
                            Console.WriteLine(await (await client.PostAsync(url, new StringContent("body"))).Content.ReadAsStringAsync());
                            break;
                        case "header":
                            for (var i = 2; i < args.Length; i += 3)
                            {
                                var request = new HttpRequestMessage(new HttpMethod(args[i]), url);
                                if (args[i + 1].StartsWith("Content-"))
                                {
                                    request.Content = new StringContent("ab");
                                    request.Content.Headers.Remove(args[i + 1]);
                                    request.Content.Headers.TryAddWithoutValidation(args[i + 1], args[i + 2]);
                                }
                                else request.Headers.TryAddWithoutValidation(args[i + 1], args[i + 2]);
                                try { Console.WriteLine(await (await client.SendAsync(request)).Content.ReadAsStringAsync()); }
                                catch (HttpRequestException e) { Console.WriteLine("! " + e.Message); }
                            }
                            break;
                        case "timeout":
                            client.Timeout = TimeSpan.FromMilliseconds(200);
                            Console.WriteLine(await client.GetStringAsync(url));
                            break;
                        case "cancel":
                            var source = new CancellationTokenSource(200);
                            try { await client.GetAsync(url, source.Token); }
                            catch (TaskCanceledException e) { Console.WriteLine(e.CancellationToken == source.Token); }
                            var sent = client.GetAsync(url);
                            client.CancelPendingRequests();
                            try { await sent; } catch (TaskCanceledException) { Console.WriteLine("all cancelled"); }
                            break;
                        case "stream":
                            using (var reader = new StreamReader(await client.GetStreamAsync(url)))
                                while (reader.ReadLine() is { } line) Console.WriteLine(line);
                            break;
                        case "first":
                            using (var stream = await client.GetStreamAsync(url)) Console.WriteLine(stream.ReadByte());
                            break;
                        case "forget":
                            for (var i = 0; i < 20; i++) _ = client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
                            await client.GetAsync(args[2], HttpCompletionOption.ResponseHeadersRead);
                            break;
                        case "gzip":
                            using (var zip = new System.IO.Compression.GZipStream(await client.GetStreamAsync(url), System.IO.Compression.CompressionMode.Decompress))
                            { var all = new MemoryStream(); zip.CopyTo(all); Console.WriteLine(all.Length); }
                            break;
                        case "many":
                            Console.WriteLine((await Task.WhenAll(Enumerable.Range(0, 100).Select(i => client.GetStringAsync(url)))).Sum(text => text.Length));
                            break;
                        case "shared":
                            var message = new HttpRequestMessage();
                            message.Headers.TransferEncodingChunked = true;
                            message.Headers.ExpectContinue = true;
                            Console.WriteLine($"{message.Headers.TransferEncodingChunked} {message.Headers.ExpectContinue}");
                            message.Headers.TransferEncoding.First().Parameters.Add(new NameValueHeaderValue("guest", "was-here"));
                            message.Headers.Expect.First().Parameters.Add(new NameValueHeaderValue("guest", "was-here"));
                            break;
                    }
                }
                catch (Exception e)
                {
                    Console.WriteLine($"! {e.GetType().Name} {e.Message}{(e.InnerException is { } inner ? " < " + inner.GetType().Name : "")}");
                }
            }

            static async Task Each(string url)
            {
                client.BaseAddress = new Uri(url);
                client.DefaultRequestHeaders.UserAgent.ParseAdd("guest/1.0");
                Console.WriteLine(await client.GetStringAsync("text"));
                Console.WriteLine(Encoding.UTF8.GetString(await client.GetByteArrayAsync("bytes")));
                Console.WriteLine((await client.PostAsync("post", new FormUrlEncodedContent(new Dictionary<string, string> { ["a b"] = "ü&" }))).StatusCode);
                Console.WriteLine(await (await client.PutAsync("put", new StringContent("{\"ü\":1}", Encoding.UTF8, "application/json"))).Content.ReadAsStringAsync());
                Console.WriteLine((await client.PatchAsync("patch", new ByteArrayContent(new byte[] { 65, 66 }))).IsSuccessStatusCode);
                Console.WriteLine((await client.DeleteAsync("delete")).ReasonPhrase);
                Console.WriteLine((await client.SendAsync(new HttpRequestMessage(HttpMethod.Post, "streamed") { Content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes("from a stream"))) })).StatusCode);
                Console.WriteLine((await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "head"), CancellationToken.None)).Content.Headers.ContentLength);
                Console.WriteLine(client.Send(new HttpRequestMessage(HttpMethod.Get, "sync")).StatusCode);
                var response = await client.GetAsync("twice");
                var copy = new MemoryStream();
                await response.Content.CopyToAsync(copy);
                Console.WriteLine(copy.Length + " " + (await response.Content.ReadAsStringAsync()).Length + " " + response.Content.ReadAsStream().Length);
                Console.WriteLine(response.Content.Headers.ContentType?.MediaType + " " + response.Headers.GetValues("X-One").Single());
                try { await client.GetStringAsync("missing"); } catch (HttpRequestException e) { Console.WriteLine(e.StatusCode); }
                var local = new StringContent("local");
                Console.WriteLine(await local.ReadAsStringAsync() + (await local.ReadAsByteArrayAsync()).Length + (await local.ReadAsStreamAsync()).Length);
            }
        }
        """,
        exe: true));

    [TestMethod]
    public void Requests_are_ordinary_CSharp()
    {
        using var server = new LocalHttpServer(request => request.StartsWith("GET /v1/missing", StringComparison.Ordinal)
            ? LocalHttpServer.Ok("no", status: "404 Not Found")
            : request.StartsWith("HEAD", StringComparison.Ordinal) ? "HTTP/1.1 200 OK\r\nContent-Length: 77\r\n\r\n"
            : LocalHttpServer.Ok(request.Split(' ')[1], "Content-Type: text/plain; charset=utf-8\r\nX-One: 1\r\n"));

        var (output, _, _) = Run([$"127.0.0.1:{server.Port}"], "each", $"http://127.0.0.1:{server.Port}/v1/");

        Assert.AreEqual(
            """
            /v1/text
            /v1/bytes
            OK
            /v1/put
            True
            OK
            OK
            77
            OK
            9 9 9
            text/plain 1
            NotFound
            local55
            """,
            output.Trim());
        var posted = server.Requests.Single(request => request.StartsWith("POST /v1/post", StringComparison.Ordinal));
        StringAssert.EndsWith(posted, "\r\n\r\na+b=%C3%BC%26");
        StringAssert.Contains(posted, "User-Agent: guest/1.0\r\n");
        StringAssert.EndsWith(server.Requests.Single(request => request.StartsWith("POST /v1/streamed", StringComparison.Ordinal)), "\r\n\r\nfrom a stream");
    }

    [TestMethod]
    public void What_is_not_granted_is_not_contacted()
    {
        using var granted = new LocalHttpServer(_ => LocalHttpServer.Ok("granted"));
        using var other = new LocalHttpServer(_ => LocalHttpServer.Ok("secret"));
        string[] spellings =
        [
            $"http://127.0.0.1:{other.Port}/", $"http://localhost:{granted.Port}/", $"http://localhost:{other.Port}/",
            $"http://2130706433:{other.Port}/", $"http://0x7f.1:{other.Port}/", $"http://0177.0.0.1:{other.Port}/", $"http://127.1:{other.Port}/",
            $"http://[::ffff:127.0.0.1]:{other.Port}/", $"http://[::1]:{other.Port}/", $"http://0:{other.Port}/", $"http://0x7f.1.:{other.Port}/",
            $"http://127.0.0.1.:{other.Port}/", $"http://127.0.0.1:{granted.Port}@127.0.0.1:{other.Port}/",
            $"http://[fe80::1%25eth0]:{other.Port}/", $"http://127.0.0.2:{granted.Port}/", $"http://①27.0.0.1:{other.Port}/",
            "http://169.254.169.254/latest/meta-data/", $"http://allowed.test:{other.Port}/", $"http://x.allowed.test:{granted.Port}/",
        ];

        var (output, outcome, report) = Run(
            Granting([$"127.0.0.1:{granted.Port}", $"allowed.test:{granted.Port}"]),
            Limits,
            (_, _) => Task.FromResult(new[] { IPAddress.Loopback }),
            ["tries", .. spellings]);

        var lines = Lines(output);
        Assert.HasCount(spellings.Length, lines, output + outcome);
        foreach (var (line, spelling) in lines.Zip(spellings))
        {
            Assert.IsTrue(
                line.StartsWith("! ConnectionError Requires net access to ", StringComparison.Ordinal) && line.Contains("--allow-net=", StringComparison.Ordinal)
                || line.StartsWith("! ConnectionError The address of the request is refused", StringComparison.Ordinal),
                spelling + " => " + line);
        }

        Assert.IsEmpty(granted.Requests);
        Assert.AreEqual(0, granted.Open + other.Open);
        Assert.IsEmpty(other.Requests);
        Assert.IsTrue(report.Collected, report.HeldBy);
    }

    [TestMethod]
    public void Names_with_the_same_meaning_are_the_same()
    {
        using var server = new LocalHttpServer(request => LocalHttpServer.Ok(Header(request, "Host")));
        string[] spellings =
        [
            $"http://ALLOWED.test:{server.Port}/", $"http://allowed.test.:{server.Port}/", $"http://allowed。test:{server.Port}/",
            $"http://user:secret@allowed.test:{server.Port}/#part", $"http://ⓐllowed.test:{server.Port}/", $"http://bücher.test:{server.Port}/",
            $"http://a.b.below.test:{server.Port}/",
        ];
        string[] asked = ["allowed.test", "bücher.test", "*.below.test", "127.0.0.0/8"];

        var (output, _, _) = Run(
            Granting(asked.Select(host => $"{host}:{server.Port}")),
            Limits,
            (_, _) => Task.FromResult(new[] { IPAddress.Loopback }),
            ["tries", .. spellings]);

        string[] expected = ["allowed.test", "allowed.test", "allowed.test", "allowed.test", "allowed.test", "xn--bcher-kva.test", "a.b.below.test"];
        CollectionAssert.AreEqual(expected.Select(host => $"{host}:{server.Port}").ToArray(), Lines(output), output);
        Assert.IsFalse(server.Requests.Any(request => request.Contains("secret", StringComparison.Ordinal) || request.Contains("part", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void A_name_that_leads_elsewhere_is_refused_each_time_it_is_connected_to()
    {
        using var inside = new LocalHttpServer(_ => LocalHttpServer.Ok("secret"));
        using var outside = new LocalHttpServer(_ => LocalHttpServer.Ok("public", "Connection: close\r\n"));
        var asked = 0;

        // First to where it may, then to the inside: whoever judges one answer and connects to another gives the secret away.
        Task<IPAddress[]> Resolve(string name, CancellationToken cancellation) =>
            Task.FromResult(new[] { IPAddress.Parse(Interlocked.Increment(ref asked) == 1 ? "127.0.0.1" : "127.0.0.2") });

        var (output, _, _) = Run(
            Granting([$"rebound.test:{outside.Port}", $"127.0.0.1:{outside.Port}"]),
            Limits,
            Resolve,
            "tries", $"http://rebound.test:{outside.Port}/", $"http://rebound.test:{outside.Port}/");

        var lines = Lines(output);
        Assert.AreEqual("public", lines[0]);
        StringAssert.StartsWith(lines[1], "! ConnectionError Requires net access to the address that \"rebound.test\" leads to");
        Assert.AreEqual(2, asked);
        Assert.DoesNotContain("127.0.0", output);

        // Only what is granted of several.
        var (several, _, _) = Run(
            Granting([$"both.test:{outside.Port}", $"127.0.0.1:{outside.Port}"]),
            Limits,
            (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("127.0.0.2"), IPAddress.Loopback]),
            "text", $"http://both.test:{outside.Port}/");
        Assert.AreEqual("public", several.Trim());

        // A whole grant is for what is public.
        string[] inner =
            ["127.0.0.1", "169.254.169.254", "10.0.0.1", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "fd00:ec2::254", "168.63.129.16"];
        var (whole, _, _) = Run(
            Granting(null),
            Limits,
            (name, _) => Task.FromResult(new[] { IPAddress.Parse(inner[int.Parse(name.AsSpan(0, 1), System.Globalization.CultureInfo.InvariantCulture)]) }),
            ["tries", .. inner.Select((_, index) => $"http://{index}.test:8080/"), "http://public.test:25/", "http://169.254.169.254/", "http://[::1]/"]);
        lines = Lines(whole);
        Assert.HasCount(inner.Length + 3, lines, whole);
        foreach (var line in lines)
        {
            StringAssert.StartsWith(line, "! ConnectionError Requires net access to ");
        }
    }

    [TestMethod]
    public void Redirections_are_judged_and_take_no_credentials_along()
    {
        using var other = new LocalHttpServer(request => LocalHttpServer.Ok(request.Replace("\r\n", "~", StringComparison.Ordinal)));
        using var secret = new LocalHttpServer(_ => LocalHttpServer.Ok("secret"));
        using var start = new LocalHttpServer(request => request.Split(' ')[1] switch
        {
            "/other" => To($"http://127.0.0.1:{other.Port}/landed"),
            "/keep" => To($"http://127.0.0.1:{other.Port}/landed", "307 Temporary Redirect"),
            "/here" => To("/echo"),
            "/echo" => LocalHttpServer.Ok(request.Replace("\r\n", "~", StringComparison.Ordinal)),
            "/metadata" => To("http://169.254.169.254/latest/"),
            "/secret" => To($"http://127.0.0.1:{secret.Port}/"),
            "/name" => To($"http://localhost:{other.Port}/"),
            "/file" => To("file:///etc/passwd"),
            "/ftp" => To("ftp://127.0.0.1/"),
            "/loop" => To("/loop"),
            _ => To("http://"),
        });
        string[] hosts = [$"127.0.0.1:{start.Port}", $"127.0.0.1:{other.Port}"];
        var at = $"http://127.0.0.1:{start.Port}";

        var (landed, _, _) = Run(hosts, "redirected", at + "/other");
        StringAssert.StartsWith(landed, "GET /landed HTTP/1.1~");
        StringAssert.Contains(landed, "X-Kept: 1~");
        Assert.DoesNotContain("secret", landed);
        Assert.DoesNotContain("Cookie", landed);
        Assert.DoesNotContain("body", landed);

        var (kept, _, _) = Run(hosts, "redirected", at + "/keep");
        StringAssert.StartsWith(kept, "POST /landed HTTP/1.1~");
        StringAssert.EndsWith(kept.Trim(), "~~body");
        Assert.DoesNotContain("secret", kept);

        var (here, _, _) = Run(hosts, "redirected", at + "/here");
        StringAssert.Contains(here, "Cookie: a=b~");
        Assert.DoesNotContain("secret", here);

        var (refused, _, _) = Run(hosts, "tries", at + "/metadata", at + "/secret", at + "/name", at + "/file", at + "/ftp");
        foreach (var line in Lines(refused))
        {
            Assert.IsTrue(line.StartsWith("! ConnectionError Requires net access", StringComparison.Ordinal) || line.StartsWith("! ConnectionError The address", StringComparison.Ordinal), line);
        }

        Assert.IsEmpty(secret.Requests);
        var (looped, _, _) = Run(hosts, "status", at + "/loop");
        StringAssert.StartsWith(looped, "302 ");
        Assert.AreEqual(51, start.Requests.Count(request => request.StartsWith("GET /loop", StringComparison.Ordinal)));

        static string To(string address, string status = "302 Found") => $"HTTP/1.1 {status}\r\nLocation: {address}\r\nContent-Length: 0\r\n\r\n";
    }

    [TestMethod]
    public void Headers_say_nothing_of_the_connection()
    {
        using var server = new LocalHttpServer(request => LocalHttpServer.Ok(request.Replace("\r\n", "~", StringComparison.Ordinal)));
        var url = $"http://127.0.0.1:{server.Port}/";
        (string Name, string Value)[] refused =
        [
            ("Host", "other.test"), ("Transfer-Encoding", "identity"), ("Transfer-Encoding", "chunked, gzip"), ("Upgrade", "websocket"),
            ("Connection", "upgrade"), ("Proxy-Authorization", "x"), ("Trailer", "X"), ("HTTP2-Settings", "AAA"), ("Expect", "200-ok"),
            ("X-Bad", "a\r\nX-Injected: 1"), ("X-Bad", "a\nb"), ("X-Bad", "a\0b"), ("X-Bad", "ü"), ("Content-Length", "100"),
        ];
        string[] methods = ["CONNECT", "TRACE", "track"];
        var (output, outcome, _) = Run(
            [$"127.0.0.1:{server.Port}"],
            ["header", url, .. refused.SelectMany(header => new[] { "GET", header.Name, header.Value }), .. methods.SelectMany(method => new[] { method, "X-Ok", "1" })]);

        var lines = Lines(output);
        Assert.HasCount(refused.Length + methods.Length, lines, output + outcome);
        foreach (var line in lines)
        {
            StringAssert.StartsWith(line, "! ");
        }

        Assert.IsEmpty(server.Requests);
        (string Name, string Value)[] dropped =
            [("Host", $"127.0.0.1:{server.Port}"), ("Transfer-Encoding", "chunked"), ("Expect", "100-continue"), ("Connection", "keep-alive"), ("Content-Length", "2")];
        var (sent, _, _) = Run(
            [$"127.0.0.1:{server.Port}"], ["header", url, .. dropped.SelectMany(header => new[] { "GET", header.Name, header.Value })]);
        var plain = $"GET / HTTP/1.1~Host: 127.0.0.1:{server.Port}~";
        CollectionAssert.AreEqual(
            new[] { plain + "~", plain + "~", plain + "~", plain + "~", plain + "Content-Type: text/plain; charset=utf-8~Content-Length: 2~~ab" },
            Lines(sent),
            sent);
    }

    [TestMethod]
    public void Floods_end_the_run_and_nothing_else()
    {
        using var server = new LocalHttpServer(async (request, stream, end) =>
        {
            switch (request.Split(' ')[1])
            {
                case "/endless":
                    await stream.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), end);
                    while (true)
                    {
                        await stream.WriteAsync(new byte[64 * 1024], end);
                    }

                case "/headers":
                    await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), end);
                    while (true)
                    {
                        await stream.WriteAsync(Encoding.ASCII.GetBytes($"X-{Guid.NewGuid()}: {new string('x', 1000)}\r\n"), end);
                    }

                case "/gzip":
                    var bomb = new MemoryStream();
                    using (var zip = new System.IO.Compression.GZipStream(bomb, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
                    {
                        for (var i = 0; i < 200; i++)
                        {
                            zip.Write(new byte[1024 * 1024]);
                        }
                    }

                    await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {bomb.Length}\r\n\r\n"), end);
                    await stream.WriteAsync(bomb.ToArray(), end);
                    break;
                case "/switch":
                    await stream.WriteAsync("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n"u8.ToArray(), end);
                    break;
                case "/short":
                    await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"u8.ToArray(), end);
                    stream.Close();
                    break;
                case "/garbage":
                    await stream.WriteAsync("220 smtp ready\r\n\r\n"u8.ToArray(), end);
                    stream.Close();
                    break;
                case "/lines":
                    await stream.WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\na\n\r\n3\r\nb\nc\r\n0\r\n\r\n"u8.ToArray(), end);
                    break;
                default:
                    _ = await stream.ReadAsync(new byte[1], end); // until the guest hangs up
                    stream.Close();
                    break;
            }
        });
        string[] hosts = [$"127.0.0.1:{server.Port}"];
        var at = $"http://127.0.0.1:{server.Port}";

        foreach (var (flood, expected) in new[] { ("text", "/endless"), ("gzip", "/gzip") })
        {
            var (output, outcome, report) = Run(hosts, flood, at + expected);
            Assert.IsInstanceOfType<Outcome<int>.OutOfMemory>(outcome, output + outcome);
            Assert.IsTrue(report.Collected, report.HeldBy);
        }

        var (failed, _, _) = Run(hosts, "tries", at + "/headers", at + "/switch", at + "/short", at + "/garbage");
        var lines = Lines(failed);
        Assert.HasCount(4, lines, failed);
        foreach (var line in lines)
        {
            StringAssert.StartsWith(line, "! ");
        }

        Assert.AreEqual("a\nb\nc", Run(hosts, "stream", at + "/lines").Output.Trim().ReplaceLineEndings("\n"));
        Assert.AreEqual("0", Run(hosts, "first", at + "/endless").Output.Trim());
        StringAssert.StartsWith(Run(hosts, "timeout", at + "/slow").Output, "! TaskCanceledException The request took longer than the client's Timeout. < TimeoutException");
        Assert.AreEqual("True\nall cancelled", Run(hosts, "cancel", at + "/slow").Output.Trim().ReplaceLineEndings("\n"));
        foreach (var what in new[] { "text", "stream" })
        {
            var (output, outcome, report) = Run(
                Granting(hosts), new Quota { MaxTime = TimeSpan.FromMilliseconds(400), MaxAllocation = 64_000_000, GracePeriod = TimeSpan.FromSeconds(20) }, null, what, at + "/slow");
            Assert.AreEqual(new Outcome<int>.TimedOut(true), outcome, output);
            Assert.IsTrue(report.Collected, report.HeldBy);
        }

        var (_, forgotten, gone) = Run(
            Granting(hosts), Limits with { MaxTime = TimeSpan.FromMilliseconds(400) }, null, "forget", at + "/slow", at + "/endless");
        Assert.IsInstanceOfType<Outcome<int>.TimedOut>(forgotten);
        Assert.IsTrue(gone.Collected, gone.HeldBy);
        Assert.IsTrue(SpinWait.SpinUntil(() => server.Open == 0, TimeSpan.FromSeconds(10)), $"{server.Open} connections are open.");
    }

    [TestMethod]
    public void Many_requests_take_turns()
    {
        using var server = new LocalHttpServer(_ => LocalHttpServer.Ok("ten chars."));

        var (output, outcome, report) = Run([$"127.0.0.1:{server.Port}"], "many", $"http://127.0.0.1:{server.Port}/");
        var withContracts = new StringWriter();
        var catalog = InstalledRuntime.CatalogWith([typeof(IGreeter).Assembly]);
        var rexec = new Rexec(new RexecOptions
        {
            Policy = Policy.Preset("script", catalog).Granting(Capability.Network, [$"127.0.0.1:{server.Port}"]),
            Catalog = catalog,
            Quota = Limits,
            Contracts = [typeof(IGreeter).Assembly],
            In = TextReader.Null,
            Out = withContracts,
        });
        Enter(rexec, ["many", $"http://127.0.0.1:{server.Port}/"]);

        Assert.AreEqual("1000", output.Trim(), outcome.ToString());
        Assert.AreEqual("1000", withContracts.ToString().Trim(), "A host with contracts may complete tasks as well, which is another way to wait.");
        Assert.IsTrue(rexec.Unload().Collected);
        Assert.IsTrue(report.Collected, report.HeldBy);
        Assert.IsTrue(SpinWait.SpinUntil(() => server.Open == 0, TimeSpan.FromSeconds(10)), $"{server.Open} connections are open.");
    }

    [TestMethod]
    public void What_the_framework_shares_is_not_the_guests_to_change()
    {
        var (output, outcome, _) = Run(null, "shared", "");

        Assert.AreEqual("True True", output.Trim(), outcome.ToString());
        using var ours = new HttpRequestMessage();
        ours.Headers.TransferEncodingChunked = true;
        ours.Headers.ExpectContinue = true;
        Assert.AreEqual("chunked", ours.Headers.TransferEncoding.ToString());
        Assert.AreEqual("100-continue", ours.Headers.Expect.ToString());
    }

    [TestMethod]
    public void A_host_serves_its_own()
    {
        var output = new StringWriter();
        var rexec = new Serving(new RexecOptions { Policy = Granting(["nothing.test"]), Quota = Limits, In = TextReader.Null, Out = output, Error = output });

        Enter(rexec, ["tries", "http://user@VIRTUAL.test.:80/page#part", "http://denied.test/", "http://broken.test/", "http://blocking.test/", "http://nothing.test:81/", "http://moved.test/"]);

        string[] expected =
        [
            "GET http://virtual.test/page", "! ConnectionError not here", "! Unknown The request could not be sent.", "blocked",
            "! ConnectionError Requires net access to \"nothing.test:81\", run again with --allow-net=nothing.test:81", "GET http://virtual.test/moved",
        ];
        CollectionAssert.AreEqual(expected, Lines(output.ToString()), output.ToString());
        Assert.IsTrue(rexec.Unload().Collected);
    }

    [TestMethod]
    public void Nothing_of_it_is_there_without_the_capability()
    {
        var refused = new Rexec(new RexecOptions { Policy = Policy.Preset("script", InstalledRuntime.Catalog) }).Load(Image.Value);

        Assert.IsFalse(refused.IsAccepted);
        Assert.IsTrue(refused.Diagnostics.Any(found => found.Message.Contains("--allow-net", StringComparison.Ordinal)));
    }

    private static readonly Quota Limits = new() { MaxTime = TimeSpan.FromSeconds(20), MaxAllocation = 64_000_000 };

    private static string Header(string request, string name) =>
        request.Split("\r\n").Single(line => line.StartsWith(name + ": ", StringComparison.Ordinal))[(name.Length + 2)..];

    private static string[] Lines(string output) => output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A host that answers for some names, and has others go the usual way.</summary>
    private sealed class Serving(RexecOptions options) : Rexec(options)
    {
        protected internal override Task<HttpResponseMessage> RSend(GuestAssembly asker, HttpRequestMessage request, CancellationToken cancellation) =>
            request.RequestUri!.Host switch
            {
                "virtual.test" => Task.FromResult(new HttpResponseMessage { Content = new StringContent($"{request.Method} {request.RequestUri}") }),
                "moved.test" => Task.FromResult(new HttpResponseMessage(HttpStatusCode.Found) { Headers = { Location = new Uri("http://virtual.test/moved") } }),
                "denied.test" => throw new UnauthorizedAccessException("not here"),
                "blocking.test" => Task.Delay(50, CancellationToken.None).ContinueWith(_ => new HttpResponseMessage { Content = new StringContent("blocked") }, TaskScheduler.Default).Result is var late ? Task.FromResult(late) : null!,
                "broken.test" => throw new InvalidOperationException("a secret of the host's"),
                _ => base.RSend(asker, request, cancellation),
            };
    }

    private static (string Output, Outcome<int> Outcome, UnloadReport Report) Run(IEnumerable<string>? hosts, params string[] arguments) =>
        Run(Granting(hosts), Limits, null, arguments);

    private static Policy Granting(IEnumerable<string>? hosts) =>
        Policy.Preset("script", InstalledRuntime.Catalog).Granting(Capability.Network, hosts);

    private static (string Output, Outcome<int> Outcome, UnloadReport Report) Run(
        Policy policy, Quota quota, Network.NameResolver? resolver, params string[] arguments)
    {
        var output = new StringWriter();
        var rexec = new Rexec(new RexecOptions
        {
            Policy = policy,
            Quota = quota,
            In = TextReader.Null,
            Out = output,
            Error = output,
            Resolver = resolver,
        });
        var outcome = Enter(rexec, arguments);
        return (output.ToString(), outcome, rexec.Unload());
    }

    private static Outcome<int> Enter(Rexec rexec, string[] arguments)
    {
        var loaded = rexec.Load(Image.Value);
        Assert.IsTrue(loaded.IsAccepted, string.Join('\n', loaded.Diagnostics.Select(found => found.Message)));
        return rexec.Run(loaded.Value, arguments);
    }
}
