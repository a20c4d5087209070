using System.Net;
using System.Net.Sockets;
using RExecIL.Runtime;

namespace RExecIL.Network;

/// <summary>Sends one request to a granted host: the name is resolved once for a connection, and what was judged is connected to.</summary>
/// <remarks>
/// Nothing of the process's takes part: no proxy, no credentials, no cookies, no certificates, no trace of its activities. Safe to
/// use from several threads.
/// </remarks>
/// <param name="asker">Whose requests they are.</param>
/// <param name="resolve">Finds the addresses of names.</param>
internal sealed class NetworkCapability(GuestAssembly asker, NameResolver resolve)
{
    private const int ConnectionsOfServer = 8;
    private const int HeaderKilobytes = 64;

    private readonly NetworkPermission _permission = new(asker.Grants);

    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(30);

    /// <summary>The system's own resolver.</summary>
    internal static Task<IPAddress[]> ResolveAsync(string name, CancellationToken cancellation) =>
        Dns.GetHostAddressesAsync(name, cancellation);

    /// <summary>What holds the connections of one run.</summary>
    internal HttpMessageInvoker NewInvoker() => new(
        new SocketsHttpHandler
        {
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectCallback = ConnectAsync,
            ConnectTimeout = ConnectTime,
            Credentials = null,
            DefaultProxyCredentials = null,
            MaxConnectionsPerServer = ConnectionsOfServer,
            MaxResponseDrainSize = 0,
            MaxResponseHeadersLength = HeaderKilobytes,
            PooledConnectionIdleTimeout = IdleTime,
            PreAuthenticate = false,
            UseCookies = false,
            UseProxy = false,
        },
        disposeHandler: true);

    /// <summary>Sends a request, which leads to no other by itself.</summary>
    /// <exception cref="UnauthorizedAccessException">No grant covers its address, or what its name leads to.</exception>
    /// <exception cref="HttpRequestException">As <see cref="HttpMessageInvoker.SendAsync"/>.</exception>
    internal async Task<HttpResponseMessage> SendAsync(
        HttpMessageInvoker invoker, HttpRequestMessage request, CancellationToken cancellation)
    {
        if (request.RequestUri is not { } uri || !WebAddress.TryRead(uri, out var address))
        {
            throw WebAddress.Unreadable();
        }

        // Nobody is asked: what a name leads to is known too late for a question.
        if (asker.Decide("net", address.Target, _permission.Allows(address), mayBeAsked: false) == PermissionVerdict.Denied)
        {
            throw Denial.Network(address.Target);
        }

        request.RequestUri = address.Uri;
        try
        {
            return await invoker.SendAsync(request, cancellation).ConfigureAwait(false);
        }
        catch (HttpRequestException failure) when (failure.InnerException is UnauthorizedAccessException denial)
        {
            throw denial;
        }
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var (name, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var found = IPAddress.TryParse(name, out var literal) ? [literal] : await resolve(name, cancellation).ConfigureAwait(false);
        var allowed = found.Where(address => _permission.Allows(name, address, port)).ToArray();
        if (allowed.Length == 0)
        {
            // Which address it is, is not the guest's to know.
            throw found.Length == 0
                ? new SocketException((int)SocketError.HostNotFound)
                : new UnauthorizedAccessException(
                    $"Requires net access to the address that \"{Denial.Printable(name)}\" leads to, which is not public: "
                    + $"run again with --allow-net=ADDRESS:{port} besides, if that is meant");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>Finds the addresses of a name.</summary>
internal delegate Task<IPAddress[]> NameResolver(string name, CancellationToken cancellation);
