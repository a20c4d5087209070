namespace RExecIL.Verifier.TypeSafety;

/// <summary>Where the references that a call is given can end up (C# language specification, method arguments must match).</summary>
/// <param name="ToReturn">Shortest lifetime among what the callee may return, or write to an <c>out</c> argument.</param>
/// <param name="ToCaller">Shortest lifetime among what the callee may store in a ref struct that it is given by reference.</param>
internal readonly record struct Escape(Lifetime ToReturn, Lifetime ToCaller)
{
    internal static Escape Of(Evaluation state, CallTarget target, ParameterTarget? self, in VerificationType instance)
    {
        var escape = new Escape(Lifetime.Caller, Lifetime.Caller);
        if (self is { } parameter && !target.IsConstructor)
        {
            escape = escape.With(state, parameter, instance);
        }

        for (var index = 0; index < target.Parameters.Length; index++)
        {
            if (target.Parameters[index].Type.HasLifetime)
            {
                escape = escape.With(state, target.Parameters[index], state.Arguments[index]);
            }
        }

        return escape;
    }

    /// <summary>What the callee may write to the ref structs that it is given must be good for them.</summary>
    internal void CheckStores(Evaluation state, CallTarget target, ParameterTarget? self, in VerificationType instance)
    {
        if (self is { } parameter)
        {
            CheckStore(state, parameter, instance, isWhole: target.IsConstructor);
        }

        for (var index = 0; index < target.Parameters.Length; index++)
        {
            CheckStore(state, target.Parameters[index], state.Arguments[index], isWhole: false);
        }
    }

    /// <summary>A reference to a ref struct comes back: it may be any of those given.</summary>
    internal static void ForgetSlots(Evaluation state, CallTarget target, ParameterTarget? self, in VerificationType instance)
    {
        if (self is not null)
        {
            state.ForgetSlot(instance);
        }

        for (var index = 0; index < target.Parameters.Length; index++)
        {
            state.ForgetSlot(state.Arguments[index]);
        }
    }

    /// <summary>
    /// Of a reference to a ref struct that comes back, and of what that holds. Ref structs are in slots and in each other
    /// alone, so it is, or is in, one of those given by reference; their slots are followed without regard to order from
    /// here on, so that what they come to hold later counts too.
    /// </summary>
    internal (Lifetime Lifetime, Lifetime Contents) OfRefStruct(
        Evaluation state, CallTarget target, ParameterTarget? self, in VerificationType instance)
    {
        var (lifetime, contents, isAny) = (Lifetime.Caller, Lifetime.Caller, false);
        if (self is { } parameter)
        {
            Add(parameter, instance);
        }

        for (var index = 0; index < target.Parameters.Length; index++)
        {
            Add(target.Parameters[index], state.Arguments[index]);
        }

        return isAny ? (lifetime, contents) : (ToReturn, ToReturn);

        void Add(ParameterTarget parameter, in VerificationType argument)
        {
            if (parameter.Type is { Shape: TypeShape.Reference, Element.IsByRefLike: true })
            {
                isAny = true;
                contents = VerificationType.Shorter(contents, state.ContentsOf(argument));
                if (!parameter.IsScopedReference)
                {
                    lifetime = VerificationType.Shorter(lifetime, argument.Lifetime);
                }
            }
        }
    }

    private Escape With(Evaluation state, ParameterTarget parameter, in VerificationType argument)
    {
        var (toReturn, toCaller) = this;
        if (parameter.Type.Shape == TypeShape.Reference)
        {
            if (!parameter.IsScopedReference)
            {
                toReturn = VerificationType.Shorter(toReturn, argument.Lifetime);
            }

            if (parameter.IsUnscoped && !parameter.IsOut)
            {
                toCaller = VerificationType.Shorter(toCaller, argument.Lifetime);
            }

            if (parameter.Type.Element!.IsByRefLike && !parameter.IsOut)
            {
                var contents = state.ContentsOf(argument);
                toReturn = VerificationType.Shorter(toReturn, contents);
                toCaller = VerificationType.Shorter(toCaller, contents);
            }
            else if (parameter.Type.Element.IsByRefLike && parameter.IsOut)
            {
                toReturn = VerificationType.Shorter(toReturn, state.ContentsOf(argument));
            }
        }
        else if (parameter.Type.IsByRefLike && !parameter.IsScopedValue)
        {
            toReturn = VerificationType.Shorter(toReturn, argument.Lifetime);
            toCaller = VerificationType.Shorter(toCaller, argument.Lifetime);
        }

        return new Escape(toReturn, toCaller);
    }

    private void CheckStore(Evaluation state, ParameterTarget parameter, in VerificationType argument, bool isWhole)
    {
        if (parameter is { IsReadOnly: false, Type: { Shape: TypeShape.Reference, Element.IsByRefLike: true } })
        {
            state.StoreContents(argument, parameter.IsOut ? ToReturn : ToCaller, isWhole);
        }
    }
}
