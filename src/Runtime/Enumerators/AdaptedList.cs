using System.Collections;

namespace RExecIL.Runtime.Enumerators;

/// <summary>A list as it is, but for its enumerators, which are not boxed if they could contain themselves.</summary>
internal sealed class AdaptedList(IList list) : IList
{
    public int Count => list.Count;

    public bool IsFixedSize => list.IsFixedSize;

    public bool IsReadOnly => list.IsReadOnly;

    public bool IsSynchronized => list.IsSynchronized;

    public object SyncRoot => list.SyncRoot;

    public object? this[int index]
    {
        get => list[index];
        set => list[index] = value;
    }

    public int Add(object? value) => list.Add(value);

    public void Clear() => list.Clear();

    public bool Contains(object? value) => list.Contains(value);

    public void CopyTo(Array array, int index) => list.CopyTo(array, index);

    public IEnumerator GetEnumerator() => Boxes.Open(list.GetEnumerator());

    public int IndexOf(object? value) => list.IndexOf(value);

    public void Insert(int index, object? value) => list.Insert(index, value);

    public void Remove(object? value) => list.Remove(value);

    public void RemoveAt(int index) => list.RemoveAt(index);
}
