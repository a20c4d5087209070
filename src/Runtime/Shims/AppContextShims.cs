namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for <c>System.AppContext</c>: guests have no settings of their own, and do not see the host's.</summary>
public static class AppContextShims
{
    /// <summary>As <c>AppContext.GetData</c> for a name that nobody has set.</summary>
    public static object? GetData(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return null;
    }

    /// <summary>As <c>AppContext.TryGetSwitch</c> for a switch that nobody has set.</summary>
    public static bool TryGetSwitch(string switchName, out bool isEnabled)
    {
        ArgumentException.ThrowIfNullOrEmpty(switchName);
        isEnabled = false;
        return false;
    }
}
