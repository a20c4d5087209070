// S-27, S-28: pointers as fields, also hidden ones; such images also ask for SkipVerification
// expect: refused RX2001 RX2007
public unsafe struct S { int* a; public void* B { get; set; } delegate* unmanaged<void> c; }
