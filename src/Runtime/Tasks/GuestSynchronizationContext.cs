namespace RExecIL.Runtime.Tasks;

/// <summary>Sends what the framework's tasks go on with to the sandbox's scheduler. Safe to call on any thread.</summary>
internal sealed class GuestSynchronizationContext(GuestScheduler scheduler) : SynchronizationContext
{
    /// <summary>Queues what is the guest's. What a contract awaits goes on on the pool, as it does without a guest.</summary>
    public override void Post(SendOrPostCallback d, object? state)
    {
        if (scheduler.MayBeOfHost(state))
        {
            base.Post(d, state);
        }
        else
        {
            scheduler.Post(() => d(state));
        }
    }

    /// <summary>On another thread, where a host cancels a token, it does not wait for the guest.</summary>
    public override void Send(SendOrPostCallback d, object? state)
    {
        if (scheduler.IsOnGuestThread)
        {
            d(state);
        }
        else
        {
            Post(d, state);
        }
    }

    public override SynchronizationContext CreateCopy() => this;
}
