using System.Text;
using RExecIL.Runtime.Shims;

namespace RExecIL.Runtime.Tests.Shims;

[TestClass]
public sealed class MonitorShimsTests
{
    private static IEnumerable<object[]> Shared =>
    [
        ["a literal"],
        [string.Empty],
        [typeof(string)],
        [typeof(MonitorShimsTests).Assembly],
        [typeof(MonitorShimsTests).Module],
        [typeof(string).GetMethod(nameof(string.IsNullOrEmpty))!],
        [Array.Empty<int>()],
        [EqualityComparer<string>.Default],
        [Encoding.UTF8],
        [Task.CompletedTask],
        [Random.Shared],
        [(Action)(() => { })],
        [new TestSandbox()],
        [Thread.CurrentThread],
        [42],
        [DBNull.Value],
    ];

    private static IEnumerable<object[]> Private =>
        [[new object()], [new List<int>()], [new Dictionary<string, int>()], [new int[1]], [new StringBuilder()]];

    [TestMethod]
    [DynamicData(nameof(Shared))]
    public void What_other_tenants_share_cannot_be_locked(object shared)
    {
        var taken = false;

        Assert.ThrowsExactly<SynchronizationLockException>(() => MonitorShims.Enter(shared));
        Assert.ThrowsExactly<SynchronizationLockException>(() => MonitorShims.Enter(shared, ref taken));
        Assert.ThrowsExactly<SynchronizationLockException>(() => MonitorShims.TryEnter(shared));
        Assert.ThrowsExactly<SynchronizationLockException>(() => MonitorShims.TryEnter(shared, ref taken));
        Assert.ThrowsExactly<SynchronizationLockException>(() => MonitorShims.TryEnter(shared, 1));
        Assert.ThrowsExactly<SynchronizationLockException>(() => MonitorShims.TryEnter(shared, TimeSpan.Zero, ref taken));
        Assert.ThrowsExactly<SynchronizationLockException>(() => MonitorShims.Wait(shared));
        Assert.ThrowsExactly<SynchronizationLockException>(() => MonitorShims.PulseAll(shared));
        Assert.IsFalse(taken);
        Assert.IsFalse(Monitor.IsEntered(shared));
    }

    [TestMethod]
    public void A_lock_that_the_host_holds_on_a_shared_object_cannot_be_released()
    {
        var shared = typeof(MonitorShimsTests);
        lock (shared)
        {
            Assert.ThrowsExactly<SynchronizationLockException>(() => MonitorShims.Exit(shared));
            Assert.IsTrue(Monitor.IsEntered(shared));
        }
    }

    [TestMethod]
    [DynamicData(nameof(Private))]
    public void Private_objects_are_locked_as_ever(object own)
    {
        var taken = false;
        MonitorShims.Enter(own, ref taken);
        Assert.IsTrue(taken);
        Assert.IsTrue(MonitorShims.IsEntered(own));
        Assert.IsFalse(MonitorShims.Wait(own, 0));
        MonitorShims.Exit(own);
        Assert.IsFalse(Monitor.IsEntered(own));
    }

    [TestMethod]
    public void No_object_is_an_argument_error_as_ever() =>
        Assert.ThrowsExactly<ArgumentNullException>(() => MonitorShims.Enter(null!));
}
