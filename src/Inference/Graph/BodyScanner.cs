using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using RExecIL.Inference.Framework;

namespace RExecIL.Inference.Graph;

/// <summary>Reads one body after the other: edges of the call graph, and what happens to global state.</summary>
/// <remarks>
/// The abstract stack is linear: instructions are walked in order, twice, so that what a loop carries round is seen. At a
/// target of forward branches the stacks that arrive are joined. Source of the opcodes: ECMA-335 III.
/// </remarks>
internal sealed class BodyScanner(FrameworkModel model, OverrideTable overrides, StaticFields fields, CallGraph graph, AmountFlow amounts)
{
    private readonly List<Value> _stack = [];
    private readonly Dictionary<int, Value[]> _joins = [];
    private readonly HashSet<int> _fieldsRead = [];
    private readonly HashSet<int> _fieldsWritten = [];
    private readonly List<(int Edge, int Call)> _calls = [];
    private int _callCount;
    private Value[] _arguments = [];
    private Value[] _locals = [];
    private ulong _returnedCalls;
    private ulong _heldByCreated;
    private int _method;
    private ModuleImage _module = null!;
    private Handle _constrained;
    private bool _isInitializer;

    /// <summary>Reads the body of a method, if it has one.</summary>
    internal void Scan(int method)
    {
        var definition = model.Method(method);
        if (definition.RelativeVirtualAddress == 0)
        {
            return;
        }

        _method = method;
        _module = model.TypeModule[model.MethodType[method]];
        _isInitializer = model.MethodName[method] == ".cctor";
        _fieldsRead.Clear();
        _fieldsWritten.Clear();
        _returnedCalls = 0;
        _heldByCreated = 0;
        var shape = model.Shape[method];
        var self = shape.HasThis ? 1 : 0;
        _arguments = new Value[shape.ParameterCount + self];
        for (var index = 0; index < _arguments.Length; index++)
        {
            var bit = 1ul << Math.Min(index, 63);
            var isAmount = index >= self && index - self < 56 && (shape.Integers & (1ul << (index - self))) != 0;
            _arguments[index] = new Value(bit, isAmount ? bit : 0, 0, Origin.Unknown);
        }

        var body = _module.Body(definition.RelativeVirtualAddress);
        _locals = new Value[LocalCount(body)];
        for (var pass = 0; pass < 2; pass++)
        {
            _calls.Clear();
            _callCount = 0;
            Walk(body);
        }

        Conclude(definition);
    }

    private int LocalCount(MethodBodyBlock body)
    {
        if (body.LocalSignature.IsNil)
        {
            return 0;
        }

        var blob = _module.Reader.GetBlobReader(_module.Reader.GetStandaloneSignature(body.LocalSignature).Signature);
        blob.ReadByte();
        return blob.ReadCompressedInteger();
    }

    private void Walk(MethodBodyBlock body)
    {
        _stack.Clear();
        _joins.Clear();
        _constrained = default;
        foreach (var region in body.ExceptionRegions)
        {
            _joins[region.HandlerOffset] = region.Kind is ExceptionRegionKind.Catch or ExceptionRegionKind.Filter ? [default] : [];
            if (region.Kind == ExceptionRegionKind.Filter)
            {
                _joins[region.FilterOffset] = [default];
            }
        }

        var reader = body.GetILReader();
        var isReachable = true;
        var (hasReturn, throwsMissing, lastCreated) = (false, false, -1);
        while (reader.RemainingBytes > 0)
        {
            var offset = reader.Offset;
            if (_joins.TryGetValue(offset, out var join))
            {
                Join(join, isReachable);
            }
            else if (!isReachable)
            {
                _stack.Clear();
            }

            var opCode = OpCodeTable.Read(ref reader);
            if (opCode == OpCodes.Newobj)
            {
                var at = reader;
                lastCreated = _module.FirstMethod >= 0
                    ? model.Resolver.Method(_module, (EntityHandle)MetadataTokens.Handle(at.ReadInt32())).Method
                    : -1;
            }

            hasReturn |= opCode == OpCodes.Ret;
            if (opCode == OpCodes.Throw && lastCreated >= 0)
            {
                throwsMissing |= model.TypeName[model.MethodType[lastCreated]] == "System.PlatformNotSupportedException";
            }

            Step(opCode, ref reader, offset);
            isReachable = opCode.FlowControl is not (FlowControl.Branch or FlowControl.Return or FlowControl.Throw);
        }

        if (!hasReturn && throwsMissing)
        {
            graph.Own[_method] |= Effects.PNSE;
        }
    }

    private void Join(Value[] join, bool isReachable)
    {
        if (!isReachable)
        {
            _stack.Clear();
            _stack.AddRange(join);
            return;
        }

        for (var index = 0; index < Math.Min(join.Length, _stack.Count); index++)
        {
            _stack[index] |= join[index];
        }
    }

    private void Step(OpCode opCode, ref BlobReader reader, int offset)
    {
        switch (opCode.OperandType)
        {
            case OperandType.InlineNone:
                Plain(opCode);
                break;
            case OperandType.ShortInlineVar:
                Variable(opCode, reader.ReadByte());
                break;
            case OperandType.InlineVar:
                Variable(opCode, reader.ReadUInt16());
                break;
            case OperandType.ShortInlineBrTarget:
                var near = reader.ReadSByte();
                Branch(opCode, offset, reader.Offset + near);
                break;
            case OperandType.InlineBrTarget:
                var far = reader.ReadInt32();
                Branch(opCode, offset, reader.Offset + far);
                break;
            case OperandType.InlineSwitch:
                Switch(ref reader);
                break;
            case OperandType.InlineMethod:
                CallLike(opCode, (EntityHandle)MetadataTokens.Handle(reader.ReadInt32()));
                break;
            case OperandType.InlineField:
                Field(opCode, (EntityHandle)MetadataTokens.Handle(reader.ReadInt32()));
                break;
            case OperandType.InlineType:
                TypeLike(opCode, (EntityHandle)MetadataTokens.Handle(reader.ReadInt32()));
                break;
            case OperandType.InlineTok:
                Token((EntityHandle)MetadataTokens.Handle(reader.ReadInt32()));
                break;
            case OperandType.InlineSig:
                // Managed pointers are made by ldftn, which is charged; whither others lead is not known.
                var signature = (StandaloneSignatureHandle)MetadataTokens.Handle(reader.ReadInt32());
                CallIndirect(signature);
                break;
            default:
                reader.Offset += opCode.OperandType switch
                {
                    OperandType.ShortInlineI => 1,
                    OperandType.InlineI8 or OperandType.InlineR => 8,
                    _ => 4,
                };
                Default(opCode);
                break;
        }
    }

    private Value Pop()
    {
        if (_stack.Count == 0)
        {
            return default;
        }

        var top = _stack[^1];
        _stack.RemoveAt(_stack.Count - 1);
        return top;
    }

    private void Push(Value value) => _stack.Add(value);

    private void Default(OpCode opCode)
    {
        for (var count = OpCodeTable.Pops(opCode); count > 0; count--)
        {
            Pop();
        }

        for (var count = OpCodeTable.Pushes(opCode); count > 0; count--)
        {
            Push(default);
        }
    }

    private void Plain(OpCode opCode)
    {
        var name = opCode.Name!;
        switch (opCode.Value & 0xFFFF)
        {
            case >= 0x02 and <= 0x05: // ldarg.0 to ldarg.3
                Push(Argument(opCode.Value - 0x02));
                return;
            case >= 0x06 and <= 0x09: // ldloc.0 to ldloc.3
                Push(Local(opCode.Value - 0x06));
                return;
            case >= 0x0A and <= 0x0D: // stloc.0 to stloc.3
                SetLocal(opCode.Value - 0x0A, Pop());
                return;
            case 0x25: // dup
                var top = Pop();
                Push(top);
                Push(top);
                return;
            case 0x2A: // ret
                Return();
                return;
            case 0x8E: // ldlen
                Pop();
                Push(new Value(0, 0, 0, Origin.Data));
                return;
            case >= 0x46 and <= 0x50: // ldind
                Push(Pop() with { Amounts = 0, Field = 0 });
                return;
            case (>= 0x51 and <= 0x57) or 0xDF: // stind
                var indirect = Pop();
                Store(Pop(), indirect);
                return;
            case >= 0x58 and <= 0x64: // arithmetic
                Push(Pop() | Pop());
                return;
            case >= 0xD6 and <= 0xDB: // arithmetic with a check
                Push(Pop() | Pop());
                return;
            case (>= 0x65 and <= 0x6E) or 0x76 or (>= 0x82 and <= 0x8B) or (>= 0xB3 and <= 0xBA) or (>= 0xD1 and <= 0xD5) or 0xE0:
                return; // neg, not and conversions keep where the value is from
        }

        if (name.StartsWith("ldelem", StringComparison.Ordinal))
        {
            Pop();
            Push(Pop() with { Amounts = 0, Field = 0 });
        }
        else if (name.StartsWith("stelem", StringComparison.Ordinal))
        {
            var value = Pop();
            Pop();
            Store(Pop(), value);
        }
        else if (name is "ceq" or "cgt" or "cgt.un" or "clt" or "clt.un")
        {
            Compare(Pop(), Pop());
            Push(default);
        }
        else
        {
            Default(opCode);
        }
    }

    private Value Argument(int index) => index < _arguments.Length ? _arguments[index] : default;

    private Value Local(int index) => index < _locals.Length ? _locals[index] : default;

    private void SetLocal(int index, Value value)
    {
        if (index < _locals.Length)
        {
            _locals[index] |= value;
        }
    }

    private void Variable(OpCode opCode, int index)
    {
        switch (opCode.Name)
        {
            case "ldarg.s" or "ldarg" or "ldarga.s" or "ldarga":
                Push(Argument(index));
                break;
            case "ldloc.s" or "ldloc" or "ldloca.s" or "ldloca":
                Push(Local(index));
                break;
            case "stloc.s" or "stloc":
                SetLocal(index, Pop());
                break;
            default:
                var value = Pop();
                if (index < _arguments.Length)
                {
                    _arguments[index] |= value;
                }

                break;
        }
    }

    private void Branch(OpCode opCode, int offset, int target)
    {
        if (opCode == OpCodes.Leave || opCode == OpCodes.Leave_S)
        {
            _stack.Clear();
        }
        else if (OpCodeTable.Pops(opCode) == 2)
        {
            var (right, left) = (Pop(), Pop());
            Compare(left, right);
            if (target <= offset)
            {
                amounts.AddLoop(_method, left, right);
            }
        }
        else if (OpCodeTable.Pops(opCode) == 1)
        {
            Pop();
        }

        JoinAt(target, offset);
    }

    private void Compare(Value left, Value right)
    {
        if ((right.Origin & Origin.Data) != 0)
        {
            amounts.AddGuard(_method, left.Amounts);
        }

        if ((left.Origin & Origin.Data) != 0)
        {
            amounts.AddGuard(_method, right.Amounts);
        }
    }

    private void Switch(ref BlobReader reader)
    {
        Pop();
        var offset = reader.Offset;
        var count = reader.ReadInt32();
        var next = reader.Offset + (count * 4);
        for (var index = 0; index < count; index++)
        {
            JoinAt(next + reader.ReadInt32(), offset);
        }
    }

    private void JoinAt(int target, int offset)
    {
        if (target <= offset)
        {
            return;
        }

        if (_joins.TryGetValue(target, out var join))
        {
            for (var index = 0; index < Math.Min(join.Length, _stack.Count); index++)
            {
                join[index] |= _stack[index];
            }
        }
        else
        {
            _joins.Add(target, [.. _stack]);
        }
    }

    private void Return()
    {
        if (model.Shape[_method].ReturnCode == (int)SignatureTypeCode.Void)
        {
            return;
        }

        var value = Pop();
        _returnedCalls |= value.Calls;
        if (value.IsShared && fields.GivesMutable(_method))
        {
            graph.Own[_method] |= Effects.GALIAS;
        }
    }

    private void TypeLike(OpCode opCode, EntityHandle handle)
    {
        var type = model.Resolver.Type(_module, handle);
        Mention(handle);
        switch (opCode.Name)
        {
            case "constrained.":
                _constrained = handle;
                return;
            case "castclass" or "isinst" or "unbox.any" or "unbox" or "box":
                if (opCode == OpCodes.Box && type >= 0 && model.IsValueType(type))
                {
                    Create(type);
                }

                return;
            case "ldobj":
                Push(Pop() with { Amounts = 0, Field = 0 });
                return;
            case "stobj":
                var stored = Pop();
                Store(Pop(), stored);
                return;
            case "ldelem" or "ldelema":
                Pop();
                Push(Pop() with { Amounts = 0, Field = 0 });
                return;
            case "stelem":
                var element = Pop();
                Pop();
                Store(Pop(), element);
                return;
            case "newarr":
                amounts.AddAllocation(_method, Pop());
                Push(new Value(0, 0, 0, Origin.Created));
                if (type >= 0 && model.IsValueType(type))
                {
                    Create(type);
                }

                return;
            case "initobj" when type >= 0 && model.IsValueType(type):
                Create(type);
                break;
        }

        Default(opCode);
    }

    private void Token(EntityHandle handle)
    {
        if (handle.Kind is HandleKind.MethodDefinition or HandleKind.MethodSpecification
            || (handle.Kind == HandleKind.MemberReference
                && _module.Reader.GetMemberReference((MemberReferenceHandle)handle).GetKind() == MemberReferenceKind.Method))
        {
            Reach(model.Resolver.Method(_module, handle), EdgeKind.PassesArgument);
        }

        Push(default);
    }

    private void CallIndirect(StandaloneSignatureHandle handle)
    {
        var blob = _module.Reader.GetBlobReader(_module.Reader.GetStandaloneSignature(handle).Signature);
        var walk = new SignatureWalk(model, _module, blob, null);
        walk.Method();
        if (blob.ReadSignatureHeader().CallingConvention is not (SignatureCallingConvention.Default or SignatureCallingConvention.VarArgs))
        {
            graph.Own[_method] |= Effects.NATIVE;
        }

        for (var count = walk.ParameterCount + (walk.HasThis ? 1 : 0) + 1; count > 0; count--)
        {
            Pop();
        }

        if (!walk.IsVoid)
        {
            Push(default);
        }
    }

    private void CallLike(OpCode opCode, EntityHandle handle)
    {
        var constrained = _constrained;
        _constrained = default;
        var called = model.Resolver.Method(_module, handle);
        if (opCode == OpCodes.Ldftn || opCode == OpCodes.Ldvirtftn)
        {
            if (opCode == OpCodes.Ldvirtftn)
            {
                Pop();
            }

            Reach(called, EdgeKind.PassesArgument);
            Push(default);
            return;
        }

        if (opCode == OpCodes.Jmp)
        {
            Reach(called, EdgeKind.PassesArgument | EdgeKind.ReturnsResult);
            return;
        }

        var isCreation = opCode == OpCodes.Newobj;
        var count = called.ArgumentCount - (isCreation && called.HasThis ? 1 : 0);
        var passed = new Value[Math.Max(count, 0)];
        var all = default(Value);
        for (var index = count - 1; index >= 0; index--)
        {
            passed[index] = Pop();
            all |= passed[index];
        }

        var call = _callCount++;
        var kind = IsFromArgument(all) ? EdgeKind.PassesArgument : EdgeKind.Plain;
        foreach (var edge in Reach(called, kind, constrained))
        {
            _calls.Add((edge, call));
        }

        var result = Judge(called, passed, all, isCreation, call);
        if (isCreation || !called.IsVoid)
        {
            Push(result);
        }
    }

    private Value Judge(MethodReference called, Value[] passed, Value all, bool isCreation, int call)
    {
        var method = called.Method;
        if (isCreation)
        {
            if (method >= 0)
            {
                Create(model.MethodType[method]);
                amounts.AddCall(_method, method, passed, firstIsParameter: true);
            }
            else if (called.IsArray)
            {
                amounts.AddAllocation(_method, all);
            }

            return new Value(all.Arguments, 0, 0, Origin.Created);
        }

        if (method < 0)
        {
            return called.IsArray && passed.Length > 0 ? passed[0] with { Amounts = 0, Field = 0 } : default;
        }

        amounts.AddCall(_method, method, passed, firstIsParameter: !called.HasThis);
        var owner = model.TypeName[model.MethodType[method]];
        var name = model.MethodName[method];
        if (passed.Length > 0 && (passed[0].Origin & Origin.HostDelegate) != 0 && name == "Invoke")
        {
            graph.Own[_method] |= Effects.HOSTCB;
        }

        if (SharedState.PassesThrough(owner, name))
        {
            if (passed.Length > 1 && SharedState.Stores(owner, name))
            {
                Store(passed[0], passed[1]);
            }

            return all with { Amounts = 0, Field = 0 };
        }


        if (passed.Length > 0 && called.HasThis && passed[0].IsShared && !_isInitializer && SharedState.Mutates(owner, name))
        {
            graph.Own[_method] |= Effects.GCOLL;
        }

        var shape = model.Shape[method];

        // A number that a function makes of numbers counts as made of them, but for the smaller of two.
        // What a getter gives is reached through its object.
        var isGetter = shape.ParameterCount == 0 && passed.Length > 0 && name.StartsWith("get_", StringComparison.Ordinal);
        var isNumber = !shape.HasThis && shape.ReturnCode is (>= 0x08 and <= 0x0B) or 0x18 or 0x19;
        return new Value(
            0,
            isNumber && name != "Min" ? all.Amounts : 0,
            (1ul << (call & 63)) | (isGetter ? passed[0].Calls : 0),
            (shape.ParameterCount == 0 && shape.HasThis ? Origin.Data : Origin.Unknown)
                | (isGetter ? passed[0].Origin & (Origin.Shared | Origin.PerThread) : Origin.Unknown));
    }

    private List<int> Reach(MethodReference called, EdgeKind kind, Handle constrained = default)
    {
        Mention(called.Arguments);
        if (called.Method < 0)
        {
            return called.IsArray ? [] : [graph.Add(_method, graph.Unresolved, EdgeKind.Plain)];
        }

        var type = constrained.IsNil ? -1 : model.Resolver.Type(_module, (EntityHandle)constrained);
        if (type >= 0)
        {
            var edges = new List<int>();
            foreach (var body in overrides.Find(type, called.Method))
            {
                edges.Add(graph.Add(_method, body, kind));
            }

            return edges;
        }

        return [graph.Add(_method, called.Method, kind)];
    }

    private void Mention(EntityHandle handle)
    {
        var arguments = new List<TypeArgument>();
        model.Resolver.AddArguments(_module, handle, arguments);
        Mention(arguments);
    }

    /// <summary>A value type as argument is created by it; a class is when the parameter says so.</summary>
    private void Mention(IReadOnlyList<TypeArgument> arguments)
    {
        foreach (var argument in arguments)
        {
            if (model.IsValueType(argument.Argument) || overrides.Of(argument.Argument).Any(entry => !model.Shape[entry.Slot].HasThis))
            {
                Create(argument.Argument);
            }
            else if (CreatesArgument(argument))
            {
                Create(argument.Argument);
                foreach (var method in model.MethodsOf(argument.Argument))
                {
                    if (model.MethodName[method] == ".ctor" && model.Shape[method].ParameterCount == 0)
                    {
                        graph.Add(_method, method, EdgeKind.Plain);
                    }
                }
            }
        }
    }

    private bool CreatesArgument(TypeArgument argument)
    {
        var (module, parameters) = argument.Generic >= 0
            ? (model.TypeModule[argument.Generic], model.Type(argument.Generic).GetGenericParameters())
            : argument.Method >= 0
                ? (model.TypeModule[model.MethodType[argument.Method]], model.Method(argument.Method).GetGenericParameters())
                : (null, default);
        if (module is null || argument.Index >= parameters.Count)
        {
            return false;
        }

        // [DynamicallyAccessedMembers] marks what is created by reflection.
        var parameter = module.Reader.GetGenericParameter(parameters[argument.Index]);
        return (parameter.Attributes & GenericParameterAttributes.DefaultConstructorConstraint) != 0
            || parameter.GetCustomAttributes()
                .Select(handle => model.Resolver.Method(module, module.Reader.GetCustomAttribute(handle).Constructor).Method)
                .Any(constructor => constructor >= 0
                    && model.TypeName[model.MethodType[constructor]] == "System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembersAttribute");
    }

    private void Create(int type) => graph.Add(_method, graph.Creation(type), EdgeKind.Plain);

    private void Field(OpCode opCode, EntityHandle handle)
    {
        var field = model.Resolver.Field(_module, handle);
        if (handle.Kind == HandleKind.MemberReference)
        {
            Mention(_module.Reader.GetMemberReference((MemberReferenceHandle)handle).Parent);
        }

        if (field < 0)
        {
            graph.Add(_method, graph.Unresolved, EdgeKind.Plain);
            Default(opCode);
            return;
        }

        var nature = fields.Of(field);
        switch (opCode.Name)
        {
            case "ldsfld" or "ldsflda":
                Trigger(model.FieldType[field]);
                _fieldsRead.Add(field);
                Push(new Value(0, 0, 0, OriginOf(nature)));
                break;
            case "stsfld":
                Trigger(model.FieldType[field]);
                StoreStatic(field, nature, Pop());
                break;
            case "stfld":
                var value = Pop();
                amounts.AddField(_method, value.Amounts, field);
                Store(Pop(), value);
                break;
            default:
                if (nature.IsStatic)
                {
                    Trigger(model.FieldType[field]);
                }

                Push((Pop() with { Amounts = 0, Field = 0 } | new Value(0, 0, 0, Origin.Data)) with { Field = field + 1 });
                break;
        }
    }

    private static Origin OriginOf(FieldNature nature) => nature.IsGenerated
        ? Origin.Unknown
        : nature.IsPerThread
            ? Origin.PerThread | Origin.Shared
            : Origin.Shared | (nature.IsReadOnly ? Origin.Unknown : Origin.HostDelegate);

    private void StoreStatic(int field, FieldNature nature, Value value)
    {
        if (_isInitializer || nature.IsGenerated)
        {
            return;
        }

        if (IsFromArgument(value))
        {
            graph.Own[_method] |= nature.IsPerThread ? Effects.TSET : Effects.GSET;
        }

        _fieldsWritten.Add(field);
    }

    /// <summary>Into a field of an object, an element of an array, or through an address.</summary>
    private void Store(Value target, Value value)
    {
        if ((target.Origin & Origin.Created) != 0)
        {
            _heldByCreated |= value.Arguments;
        }

        if (!_isInitializer && target.IsShared && IsFromArgument(value))
        {
            graph.Own[_method] |= (target.Origin & Origin.PerThread) != 0 ? Effects.TSET : Effects.GSET;
        }
    }

    private bool IsFromArgument(Value value) =>
        (value.Arguments | ((value.Origin & Origin.Created) != 0 ? _heldByCreated : 0)) != 0;

    /// <summary>Access to a static field runs the type's initializer.</summary>
    private void Trigger(int type)
    {
        if (model.StaticConstructor[type] is >= 0 and var initializer && initializer != _method)
        {
            graph.Add(_method, initializer, EdgeKind.Plain);
        }
    }

    private void Conclude(MethodDefinition definition)
    {
        foreach (var (edge, call) in _calls)
        {
            if ((_returnedCalls & (1ul << (call & 63))) != 0 && fields.GivesMutable(_method))
            {
                graph.Kind[edge] |= EdgeKind.ReturnsResult;
            }
        }

        if (_fieldsWritten.Any(field => !_fieldsRead.Contains(field)))
        {
            graph.Own[_method] |= Effects.GWRITE;
        }

        var type = model.MethodType[_method];
        if ((model.Type(type).Attributes & TypeAttributes.BeforeFieldInit) == 0
            && ((definition.Attributes & MethodAttributes.Static) != 0 || model.MethodName[_method] == ".ctor"))
        {
            Trigger(type);
        }
    }
}
