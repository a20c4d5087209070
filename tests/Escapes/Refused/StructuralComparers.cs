// N-34: comparing and hashing an array that contains itself recurses in the framework alone, until the process ends
// expect: refused RX2001
// in: Hash Compare Directly ByInterface ByGroup ByConstraint
using System;
using System.Collections;
using System.Collections.Generic;
public class P
{
    static int Hash(object[] a) => StructuralComparisons.StructuralEqualityComparer.GetHashCode(a);
    static int Compare(object[] a) => StructuralComparisons.StructuralComparer.Compare(a, a);
    static int Directly(object[] a) => ((IStructuralComparable)a).CompareTo(a, Comparer<object>.Default);
    static int ByInterface(IStructuralEquatable a) => a.GetHashCode(EqualityComparer<object>.Default);
    static Func<object, IEqualityComparer, bool> ByGroup(IStructuralEquatable a) => a.Equals;
    static bool ByConstraint<T>(T a) where T : IStructuralEquatable => a.Equals(a, EqualityComparer<object>.Default);
}
