// Hashes of bytes at once, rented arrays, and their text.
using System;
using System.Buffers;
using System.Security.Cryptography;
using System.Text;

var text = Encoding.UTF8.GetBytes("The quick brown fox jumps over the lazy dog");
Console.WriteLine(Convert.ToHexString(MD5.HashData(text)));
Console.WriteLine(Convert.ToHexString(SHA1.HashData(text)));
Console.WriteLine(Convert.ToHexString(SHA256.HashData(text)));
Console.WriteLine(Convert.ToHexString(HMACSHA256.HashData("key"u8, text)));
var rented = ArrayPool<byte>.Shared.Rent(64);
try
{
    Console.WriteLine(SHA512.HashData(text, rented));
    Console.WriteLine(Convert.ToHexString(rented.AsSpan(0, 64)));
}
finally
{
    ArrayPool<byte>.Shared.Return(rented, clearArray: true);
}

Console.WriteLine(rented[0]);
