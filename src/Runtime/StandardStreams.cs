using System.Text;

namespace RExecIL.Runtime;

/// <summary>The host's ends of a sandbox's standard streams.</summary>
internal sealed class StandardStreams
{
    private readonly TextReader? _in;
    private readonly TextWriter? _out;
    private readonly TextWriter? _error;

    /// <summary>The given streams; those of the process where there is none.</summary>
    internal StandardStreams(TextReader? @in, TextWriter? @out, TextWriter? error) =>
        (_in, _out, _error) = (@in, @out, error);

    internal TextReader In => _in ?? Console.In;

    internal TextWriter Out => _out ?? Console.Out;

    internal TextWriter Error => _error ?? Console.Error;

    internal bool IsInputRedirected => _in is not null || Console.IsInputRedirected;

    internal bool IsOutputRedirected => _out is not null || Console.IsOutputRedirected;

    internal bool IsErrorRedirected => _error is not null || Console.IsErrorRedirected;

    internal Stream OpenIn() => _in is null ? Console.OpenStandardInput() : new ReaderStream(_in);

    internal Stream OpenOut() => _out is null ? Console.OpenStandardOutput() : new WriterStream(_out);

    internal Stream OpenError() => _error is null ? Console.OpenStandardError() : new WriterStream(_error);

    /// <summary>A host's reader as UTF-8 bytes.</summary>
    private sealed class ReaderStream(TextReader reader) : OneWayStream
    {
        private readonly Encoder _encoder = Encoding.UTF8.GetEncoder();
        private readonly char[] _characters = new char[512];
        private byte[] _bytes = [];
        private int _position;

        public override bool CanRead => true;

        public override int Read(byte[] buffer, int offset, int count)
        {
            ValidateBufferArguments(buffer, offset, count);
            while (_position == _bytes.Length)
            {
                var read = reader.Read(_characters, 0, _characters.Length);
                _bytes = new byte[Encoding.UTF8.GetMaxByteCount(read + 1)];
                Array.Resize(ref _bytes, _encoder.GetBytes(_characters, 0, read, _bytes, 0, flush: read == 0));
                _position = 0;
                if (read == 0 && _bytes.Length == 0)
                {
                    return 0;
                }
            }

            var taken = Math.Min(count, _bytes.Length - _position);
            Array.Copy(_bytes, _position, buffer, offset, taken);
            _position += taken;
            return taken;
        }
    }

    /// <summary>UTF-8 bytes to a host's writer; a character cut in two by a write waits for its rest.</summary>
    private sealed class WriterStream(TextWriter writer) : OneWayStream
    {
        private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();

        public override bool CanWrite => true;

        public override void Flush() => writer.Flush();

        public override void Write(byte[] buffer, int offset, int count)
        {
            ValidateBufferArguments(buffer, offset, count);
            var characters = new char[Encoding.UTF8.GetMaxCharCount(count)];
            writer.Write(characters, 0, _decoder.GetChars(buffer, offset, count, characters, 0, flush: false));
        }
    }
}
