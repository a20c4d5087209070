// A UTF-8 literal becomes a span over a pointer into the image.
using System;

Console.WriteLine(First("hello"u8));

static byte First(ReadOnlySpan<byte> text) => text[0];
