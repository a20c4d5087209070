// S-27, S-28: pointers as fields, also hidden ones; such images also ask for SkipVerification
// expect: refused RX3002 RX3014
public unsafe struct S { int* a; public void* B { get; set; } delegate* unmanaged<void> c; }
