// A UTF-8 literal in a local becomes a span over a pointer into the image, built in place.
using System;

ReadOnlySpan<byte> text = "hello"u8;
Console.WriteLine(text.Length + text[0]);
