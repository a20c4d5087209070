// N-34: enumerators boxed by generic code, arrays and delegates, each to become its own current element; and what else can change a box
// expect: refused RX2001 RX2019
// in: Generic Array Nullable Tuple Delegate Entry Builder Attribute
using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
static class Program
{
    static readonly LinkedList<object> list = new(new object[] { 0 });
    static object Box<T>(T value) => value;
    static bool Compare(object itself)
    {
        list.First.Value = itself;
        ((IEnumerator)itself).MoveNext();
        return itself.Equals(itself);
    }
    static bool Generic() => Compare(Box(list.GetEnumerator()));
    static bool Array() => Compare(((IList)new[] { list.GetEnumerator() })[0]);
    static bool Nullable(LinkedList<object> some) => Compare((object)some?.GetEnumerator());
    static bool Tuple() => Compare(((ITuple)(list.GetEnumerator(), 1))[0]);
    static Func<bool> Delegate() => list.GetEnumerator().MoveNext;
    static Action<AsyncValueTaskMethodBuilder<object>> Builder() { Action<object> set = new AsyncValueTaskMethodBuilder<object>().SetResult; return _ => set(_); }
    delegate void Parts(out object key, out object value);
    static Parts Entry() => new DictionaryEntry(1, 2).Deconstruct;
    static bool Attribute() { var mark = new ConstantExpectedAttribute(); mark.Min = mark; return mark.Equals(mark); }
    static void Main() => Console.WriteLine(Generic() || Array() || Nullable(list) || Tuple() || Attribute());
}
