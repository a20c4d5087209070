// "text" + character: the compiler makes spans over references to locals.
using System;

var letter = Console.Out is null ? 'x' : 'y';
Console.WriteLine("a" + letter + "b");
