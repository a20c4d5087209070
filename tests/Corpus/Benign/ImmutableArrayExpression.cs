// A collection expression for an immutable array goes through ImmutableCollectionsMarshal.
using System;
using System.Collections.Immutable;

ImmutableArray<int> numbers = [1, 2, 3];
Console.WriteLine(numbers.Length);
