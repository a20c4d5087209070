// S-32: an attribute that reads properties by reflection
// expect: refused RX2007
using System.ComponentModel.DataAnnotations;
public class P { [Compare("Other")] public string? A { get; set; } }
