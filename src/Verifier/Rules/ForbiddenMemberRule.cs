using System.Reflection;
using System.Reflection.Metadata;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Policies;

namespace RExecIL.Verifier.Rules;

/// <summary>RX2001, RX1004, RX2010, RX2011, RX2013, RX2014: code uses only members that the policy allows or redirects.</summary>
/// <remarks>
/// Every instruction of every body is looked at, reachable or not, and then every MemberRef row that no instruction used,
/// so that nothing depends on knowing all ways to use a row. Source: policy; ECMA-335 II.22.25.
/// </remarks>
internal sealed class ForbiddenMemberRule : IModuleRule
{
    internal static readonly DiagnosticDescriptor Forbidden =
        new("RX2001", "Member is not allowed by the policy", "Default deny: the policy lists what guest code may use");

    internal static readonly DiagnosticDescriptor Unresolved =
        new("RX1004", "Member does not exist or is not accessible", "ECMA-335 II.22.25, I.8.5.3");

    internal static readonly DiagnosticDescriptor RedirectForm =
        new("RX2010", "Redirected member is used in a way that cannot be redirected", "A redirect that misses one form is a hole");

    internal static readonly DiagnosticDescriptor MemberToken =
        new("RX2011", "Code loads the token of a method or field", "Tokens lead to reflection and expression trees");

    internal static readonly DiagnosticDescriptor ForeignStore =
        new("RX2013", "Code writes a field that belongs to another assembly", "Measured: CoreCLR lets stsfld change readonly statics");

    public IEnumerable<Diagnostic> Check(RuleContext context)
    {
        var used = new TokenTable<bool>(context.Module);
        var found = new List<Diagnostic>();
        foreach (var method in context.MethodsWithBody)
        {
            CheckBody(method, context, used, found);
        }

        MarkUsesOutsideBodies(context, used);
        found.AddRange(CheckUnusedRows(context, used));
        return found;
    }

    private static void CheckBody(MethodModel method, RuleContext context, TokenTable<bool> used, List<Diagnostic> found)
    {
        var instructions = method.Body!.Instructions;
        var code = instructions.Span;
        for (var index = 0; index < code.Length; index++)
        {
            ref readonly var instruction = ref code[index];
            Diagnostic? diagnostic = null;
            switch (instruction.Operand)
            {
                case MethodReference reference:
                    used[reference.Token] = true;
                    diagnostic = CheckMethod(reference, instruction, IsConstrained(instructions, index), method, context);
                    break;
                case FieldReference when context.Origin == ImageOrigin.Guest && CompilerIdioms.IsDataSpan(instructions, index, context):
                    used[((MethodReference)code[index + 2].Operand!).Token] = true;
                    index += 2;
                    break;
                case FieldReference reference:
                    used[reference.Token] = true;
                    diagnostic = CheckField(reference, instruction, instructions, index, method, context);
                    break;
            }

            if (diagnostic is not null)
            {
                found.Add(diagnostic);
            }
        }
    }

    private static Diagnostic? CheckMethod(
        MethodReference reference, Instruction instruction, bool isConstrained, MethodModel method, RuleContext context)
    {
        if (instruction.OpCode == ILOpCode.Newobj && context.Origin == ImageOrigin.Guest && CompilerIdioms.IsPointerSpanConstructor(reference))
        {
            return null; // The flow analysis lets it pass over stack memory alone, and the rewriter replaces it.
        }

        if (instruction.OpCode == ILOpCode.Ldtoken)
        {
            return MemberToken.At(
                Place(),
                $"The token of {Text.Of(reference)} is loaded: through it reflection and expression trees reach members without a check. Use a delegate instead.");
        }

        return context.Judge.Of(reference) switch
        {
            Judgement.Denied denied => Forbidden.At(Place(), denied.Message),
            Judgement.Missing missing => Unresolved.At(Place(), missing.Message),
            Judgement.Redirected redirected => CheckRedirected(redirected, reference, instruction, isConstrained, method, context),
            Judgement.AllowedToDerived allowed when !IsInDerived(method, allowed.Owner, context) =>
                Unresolved.At(
                    Place(), $"{Text.Of(reference)} is protected: only types derived from {reference.DeclaringType} may use it."),
            _ => null,
        };

        CodeLocation Place() => context.At(method, instruction.Offset);
    }

    /// <summary>Whether <c>constrained.</c> is among the prefixes of an instruction.</summary>
    private static bool IsConstrained(EquatableArray<Instruction> instructions, int index)
    {
        while (--index >= 0 && instructions[index].OpCode is ILOpCode.Constrained or ILOpCode.Tail)
        {
            if (instructions[index].OpCode == ILOpCode.Constrained)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsInDerived(MethodModel user, TypeIdentity owner, RuleContext context) =>
        user.DeclaringType.Path().Any(type => context.Closure.DerivesFrom(type, owner));

    private static Diagnostic? CheckRedirected(
        Judgement.Redirected redirected,
        MethodReference reference,
        Instruction instruction,
        bool isConstrained,
        MethodModel method,
        RuleContext context)
    {
        var form = instruction.OpCode switch
        {
            // The shim would call the override, which calls the base, and so on.
            ILOpCode.Call when redirected is { Original: { IsVirtual: true } original, OriginalType: { IsSealed: false, IsValueType: false } }
                && !original.IsStatic && (original.Attributes & MethodAttributes.Final) == 0 => "as the base of an override",
            ILOpCode.Call or ILOpCode.Callvirt when !redirected.Original.IsConstructor => null,
            ILOpCode.Call when redirected.OriginalType.IsValueType => null,
            ILOpCode.Newobj => null,
            ILOpCode.Ldftn or ILOpCode.Ldvirtftn => null,
            ILOpCode.Call => "as the constructor of a base type",
            var code => $"with {code.ToString().ToLowerInvariant()}",
        };
        form = isConstrained && (redirected.Constrained is null || instruction.OpCode != ILOpCode.Callvirt) ? "on a constrained type parameter" : form;
        return form is null
            ? null
            : RedirectForm.At(
                context.At(method, instruction.Offset), $"{Text.Of(reference)} runs through a policy shim, which cannot be used {form}. Call it directly.");
    }

    private static Diagnostic? CheckField(
        FieldReference reference,
        Instruction instruction,
        EquatableArray<Instruction> instructions,
        int index,
        MethodModel method,
        RuleContext context)
    {
        if (instruction.OpCode == ILOpCode.Ldtoken)
        {
            // Initial data of arrays and constant spans: the two framework methods check the size (measured).
            var isData = context.Members.Find(reference) is { Field.HasData: true } found && context.Closure.IsGuest(found.Type.Identity)
                && index + 1 < instructions.Count && TakesDataToken(instructions, index + 1, context);
            return isData
                ? null
                : MemberToken.At(
                    Place(), $"The token of {Text.Of(reference)} is loaded: through it reflection reaches fields without a check.");
        }

        switch (context.Judge.Of(reference))
        {
            case Judgement.Denied denied:
                return Forbidden.At(Place(), denied.Message);
            case Judgement.Missing missing:
                return Unresolved.At(Place(), missing.Message);
        }

        if (instruction.OpCode is ILOpCode.Ldfld or ILOpCode.Ldsfld
            || context.Members.Find(reference) is not { } field
            || context.Closure.IsGuest(field.Type.Identity))
        {
            return null;
        }

        if (CanWrite(instruction.OpCode, field.Field, context))
        {
            return ForeignStore.At(
                Place(),
                $"{Text.Of(reference)} belongs to another assembly: what is written there is seen by the host and by other guests.");
        }

        return context.Policy.LargestConstantIn(field.Type, field.Field) is { } largest && !StoresConstant(method.Body!, index, largest)
            ? ForeignStore.At(
                Place(), $"{Text.Of(reference)} decides how much the framework allocates: only constants from 0 to {largest} are stored there.")
            : null;

        CodeLocation Place() => context.At(method, instruction.Offset);
    }

    /// <summary>Whether an instruction is a store of a constant within bounds, which no jump reaches with another value.</summary>
    private static bool StoresConstant(MethodBodyModel body, int index, int largest)
    {
        var instructions = body.Instructions;
        return instructions[index] is { OpCode: ILOpCode.Stfld, Offset: var offset }
            && index > 0
            && CompilerIdioms.Constant(instructions[index - 1]) is { } value && value >= 0 && value <= largest
            && !instructions.Items.SelectMany(ControlFlow.TargetsOf).Contains(offset);
    }

    /// <summary>
    /// Whether an instruction writes a field, or takes an address through which it can be written. The address of a static
    /// field is what compilers take to call a method on a constant such as <c>DateTime.MinValue</c>; the rewriter gives out
    /// the address of a copy instead.
    /// </summary>
    private static bool CanWrite(ILOpCode code, FieldModel field, RuleContext context) => code switch
    {
        ILOpCode.Stsfld => true,
        ILOpCode.Ldsflda => context.Origin == ImageOrigin.Rewriter,
        ILOpCode.Stfld or ILOpCode.Ldflda => field.IsStatic || (field.Attributes & FieldAttributes.InitOnly) != 0,
        _ => false,
    };

    private static bool TakesDataToken(EquatableArray<Instruction> instructions, int index, RuleContext context)
    {
        // ldtoken data; [ldc n;] call: the rewriter's form of a data span has the length between.
        if (context.Origin == ImageOrigin.Rewriter && CompilerIdioms.Constant(instructions[index]) is not null)
        {
            index++;
        }

        return index < instructions.Count
            && instructions[index] is { OpCode: ILOpCode.Call, Operand: MethodReference { DeclaringType.Definition: { } type } target }
            && (type, target.Name) is
                ({ Assembly: FrameworkNames.CoreLibrary, FullName: "System.Runtime.CompilerServices.RuntimeHelpers" }, "InitializeArray" or "CreateSpan")
                or ({ Assembly: FrameworkNames.GuardLibrary, FullName: "RExecIL.Runtime.Shims.DataShims" }, "Elements")
                or ({ Assembly: FrameworkNames.GuardLibrary, FullName: "RExecIL.Runtime.Shims.StackAllocationShims" }, "Fill");
    }

    private static void Mark(object? operand, TokenTable<bool> used)
    {
        switch (operand)
        {
            case MethodReference method:
                used[method.Token] = true;
                break;
            case FieldReference field:
                used[field.Token] = true;
                break;
        }
    }

    /// <summary>Rows used by attributes and overrides are for the rules on those; rows of replaced bodies vanish.</summary>
    private static void MarkUsesOutsideBodies(RuleContext context, TokenTable<bool> used)
    {
        foreach (var attached in context.Module.Contents.CustomAttributes)
        {
            used[attached.Attribute.Constructor.Token] = true;
        }

        // A body for a member of an interface is called by others; only calls go to the shim.
        foreach (var implementation in context.Module.Types.Items.SelectMany(type => type.MethodImplementations.Items))
        {
            if (context.Members.Find(implementation.Declaration) is { Type.IsInterface: true } found
                && !context.Closure.IsGuest(found.Type.Identity)
                && context.Policy.Of(found.Type, found.Method) is MemberVerdict.Redirect)
            {
                used[implementation.Declaration.Token] = true;
            }
        }

        foreach (var method in context.Module.Types.Items.SelectMany(type => type.Methods.Items).Where(context.IsReplaced))
        {
            foreach (var instruction in method.Body!.Instructions)
            {
                Mark(instruction.Operand, used);
            }
        }
    }

    private static IEnumerable<Diagnostic> CheckUnusedRows(RuleContext context, TokenTable<bool> used)
    {
        // A MethodSpec row counts for the row it instantiates, which has no token of its own in the instruction.
        var contents = context.Module.Contents;
        var instantiated = contents.MethodSpecifications.Items
            .Where(method => used[method.Token])
            .Select(method => method with { Token = 0, TypeArguments = [] })
            .ToHashSet();
        foreach (var method in contents.MethodReferences.Items.Concat(contents.MethodSpecifications.Items))
        {
            if (used[method.Token] || instantiated.Contains(method with { Token = 0, TypeArguments = [] }))
            {
                continue;
            }

            var diagnostic = context.Judge.Of(method) switch
            {
                Judgement.Denied denied => Forbidden.At(
                    context.At(method.Token), Text.Sentence($"{denied.Subject} is named by the assembly and not allowed", denied.Reason, denied.Hint)),
                Judgement.Missing missing => Unresolved.At(
                    context.At(method.Token), Text.Sentence($"{missing.Subject} is named by the assembly and cannot be used", missing.Reason, "")),
                _ => null,
            };
            if (diagnostic is not null)
            {
                yield return diagnostic;
            }
        }

        foreach (var field in contents.FieldReferences.Items.Where(field => !used[field.Token]))
        {
            if (context.Judge.Of(field) is Judgement.Denied denied)
            {
                yield return Forbidden.At(
                    context.At(field.Token), Text.Sentence($"{denied.Subject} is named by the assembly and not allowed", denied.Reason, denied.Hint));
            }
        }
    }
}
