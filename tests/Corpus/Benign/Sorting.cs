// Sorting algorithms over a seeded pseudo-random sequence of our own.
using System;
using System.Collections.Generic;
using System.Linq;

var original = Numbers(42).Take(200).ToArray();
var expected = original.Order().ToArray();
var sorts = new Dictionary<string, Action<int[]>>
{
    ["bubble"] = Bubble,
    ["insertion"] = Insertion,
    ["quick"] = values => Quick(values, 0, values.Length - 1),
    ["merge"] = values => Merge(values).CopyTo(values, 0),
    ["heap"] = Heap,
    ["library"] = Array.Sort,
};

foreach (var (name, sort) in sorts)
{
    var copy = (int[])original.Clone();
    sort(copy);
    Console.WriteLine($"{name}: {copy.SequenceEqual(expected)} {copy[0]} {copy[^1]}");
}

static IEnumerable<int> Numbers(uint seed)
{
    while (true)
    {
        seed = unchecked(seed * 1664525 + 1013904223);
        yield return (int)(seed >> 16) % 1000;
    }
}

static void Bubble(int[] values)
{
    bool swapped;
    do
    {
        swapped = false;
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i - 1] > values[i])
            {
                (values[i - 1], values[i]) = (values[i], values[i - 1]);
                swapped = true;
            }
        }
    }
    while (swapped);
}

static void Insertion(int[] values)
{
    for (var i = 1; i < values.Length; i++)
    {
        var (value, at) = (values[i], i);
        for (; at > 0 && values[at - 1] > value; at--)
        {
            values[at] = values[at - 1];
        }

        values[at] = value;
    }
}

static void Quick(int[] values, int low, int high)
{
    if (low >= high)
    {
        return;
    }

    var (pivot, left, right) = (values[(low + high) / 2], low, high);
    while (left <= right)
    {
        while (values[left] < pivot)
        {
            left++;
        }

        while (values[right] > pivot)
        {
            right--;
        }

        if (left <= right)
        {
            (values[left], values[right]) = (values[right--], values[left++]);
        }
    }

    Quick(values, low, right);
    Quick(values, left, high);
}

static int[] Merge(int[] values)
{
    if (values.Length < 2)
    {
        return values;
    }

    var (left, right) = (Merge(values[..(values.Length / 2)]), Merge(values[(values.Length / 2)..]));
    var merged = new int[values.Length];
    for (int i = 0, l = 0, r = 0; i < merged.Length; i++)
    {
        merged[i] = r == right.Length || (l < left.Length && left[l] <= right[r]) ? left[l++] : right[r++];
    }

    return merged;
}

static void Heap(int[] values)
{
    for (var root = values.Length / 2 - 1; root >= 0; root--)
    {
        Sift(values, root, values.Length);
    }

    for (var end = values.Length - 1; end > 0; end--)
    {
        (values[0], values[end]) = (values[end], values[0]);
        Sift(values, 0, end);
    }

    static void Sift(int[] values, int root, int end)
    {
        while (2 * root + 1 is var child && child < end)
        {
            child += child + 1 < end && values[child + 1] > values[child] ? 1 : 0;
            if (values[root] >= values[child])
            {
                return;
            }

            (values[root], values[child]) = (values[child], values[root]);
            root = child;
        }
    }
}
