namespace RExecIL.Runtime.Network;

/// <summary>Where requests of guest code leave the sandbox.</summary>
internal interface IGuestNetwork
{
    /// <summary>Begins a request, which goes on on other threads and never runs guest code.</summary>
    IHttpExchange Send(HttpCall call);
}

/// <summary>A request and what comes back. Its tasks complete on other threads.</summary>
internal interface IHttpExchange
{
    /// <summary>The head of the response.</summary>
    /// <remarks>Fails with <see cref="HttpRequestException"/>, or is cancelled.</remarks>
    Task<HttpAnswer> Answer { get; }

    /// <summary>Whether it was cancelled because its time was up.</summary>
    bool HasTimedOut { get; }

    /// <summary>Reads the next bytes of the body; 0 at its end. One at a time, after the head. Fails as <see cref="Answer"/>.</summary>
    Task<int> ReadAsync(byte[] buffer);

    /// <summary>The time of the call counts no longer: what is left may be read as slowly as one likes.</summary>
    void StopClock();

    /// <summary>Ends it; nothing happens when it has ended. Any thread may do so, and none waits.</summary>
    void Cancel();
}
