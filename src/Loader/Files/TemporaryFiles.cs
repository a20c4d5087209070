using RExecIL.Runtime;
using RExecIL.Verifier.Policies;

namespace RExecIL.Files;

/// <summary>A directory for as long as runs last: made when a guest first asks for it, removed with all it holds.</summary>
/// <remarks>Guests of one environment that run at once share it, as they share all grants. Safe to use from several threads.</remarks>
internal sealed class TemporaryFiles(Func<FilePermissions, IConfinedFiles> files) : IDisposable
{
    private readonly Lock _gate = new();
    private int _runs;
    private volatile GrantedFiles? _current;
    private string? _directory;

    /// <summary>The files of the directory; null when nobody has asked for it.</summary>
    internal GrantedFiles? Current => _current;

    /// <summary>Its path.</summary>
    /// <exception cref="UnauthorizedAccessException">No run goes on.</exception>
    internal string Directory
    {
        get
        {
            lock (_gate)
            {
                if (_directory is null)
                {
                    if (_runs == 0)
                    {
                        throw Denial.Always("The temporary folder", "the run has ended.");
                    }

                    // Nobody but this user may look into it.
                    _directory = RealPath.Of(System.IO.Directory.CreateTempSubdirectory("rexec-il-").FullName, "");
                    var all = NameGrant.Of(_directory);
                    _current = new GrantedFiles(
                        FilePermissions.Of(new Grants { Read = all, Write = all }, _directory), files);
                }

                return _directory;
            }
        }
    }

    internal void BeginRun()
    {
        lock (_gate)
        {
            _runs++;
        }
    }

    internal void EndRun()
    {
        lock (_gate)
        {
            if (--_runs == 0)
            {
                Remove();
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            Remove();
        }
    }

    private void Remove()
    {
        if (_directory is not { } directory)
        {
            return;
        }

        _current?.Dispose();
        _current = null;
        _directory = null;
        try
        {
            System.IO.Directory.Delete(directory, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A thread inside a long call makes or holds a file there still. What is left is the system's to clean up, as
            // all in its temporary directory.
        }
    }
}
