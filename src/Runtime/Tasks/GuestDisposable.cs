namespace RExecIL.Runtime.Tasks;

/// <summary>Closes what the guest wrote in its own way, and what the framework has at once.</summary>
internal sealed class GuestDisposable(IAsyncDisposable source) : IAsyncDisposable
{
    public ValueTask DisposeAsync()
    {
        if (source.GetType().Assembly.IsCollectible || source is not IDisposable closable)
        {
            return source.DisposeAsync();
        }

        closable.Dispose();
        return ValueTask.CompletedTask;
    }
}
