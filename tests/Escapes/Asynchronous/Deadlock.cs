// A task that nothing can complete
// expect: exit 1
// error: nothing can complete
using System;
using System.Threading.Tasks;
static class Program { static void Main() { try { new TaskCompletionSource().Task.Wait(); } catch { Console.WriteLine("caught"); } } }
