using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RExecIL.Runtime.Shims;

/// <summary>
/// Stands in for the ways to the current culture's <see cref="NumberFormatInfo"/>, which may be writable, and bounds its texts.
/// </summary>
[SuppressMessage("Naming", "CA1707", Justification = "Accessors keep their metadata names.")]
[SuppressMessage("Style", "IDE1006", Justification = "Accessors keep their metadata names.")]
public static class NumberFormatInfoShims
{
    /// <summary>The current culture's formats, read only.</summary>
    public static NumberFormatInfo get_CurrentInfo() => NumberFormatInfo.ReadOnly(NumberFormatInfo.CurrentInfo);

    /// <summary>The provider's formats; those of the current culture, for want of others, read only.</summary>
    public static NumberFormatInfo GetInstance(IFormatProvider? formatProvider)
    {
        // A provider of the guest's own may answer null, so what comes out decides, not what goes in.
        var found = NumberFormatInfo.GetInstance(formatProvider);
        return ReferenceEquals(found, NumberFormatInfo.CurrentInfo) ? NumberFormatInfo.ReadOnly(found) : found;
    }

    /// <inheritdoc cref="NumberFormatInfo.CurrencyDecimalSeparator"/>
    public static void set_CurrencyDecimalSeparator(NumberFormatInfo self, string? value) => self.CurrencyDecimalSeparator = FormatTexts.Name(value);

    /// <inheritdoc cref="NumberFormatInfo.CurrencyGroupSeparator"/>
    public static void set_CurrencyGroupSeparator(NumberFormatInfo self, string? value) => self.CurrencyGroupSeparator = FormatTexts.Name(value);

    /// <inheritdoc cref="NumberFormatInfo.CurrencySymbol"/>
    public static void set_CurrencySymbol(NumberFormatInfo self, string? value) => self.CurrencySymbol = FormatTexts.Name(value);

    /// <inheritdoc cref="NumberFormatInfo.NaNSymbol"/>
    public static void set_NaNSymbol(NumberFormatInfo self, string? value) => self.NaNSymbol = FormatTexts.Name(value);

    /// <inheritdoc cref="NumberFormatInfo.NegativeInfinitySymbol"/>
    public static void set_NegativeInfinitySymbol(NumberFormatInfo self, string? value) => self.NegativeInfinitySymbol = FormatTexts.Name(value);

    /// <inheritdoc cref="NumberFormatInfo.NegativeSign"/>
    public static void set_NegativeSign(NumberFormatInfo self, string? value) => self.NegativeSign = FormatTexts.Name(value);

    /// <inheritdoc cref="NumberFormatInfo.NumberDecimalSeparator"/>
    public static void set_NumberDecimalSeparator(NumberFormatInfo self, string? value) => self.NumberDecimalSeparator = FormatTexts.Name(value);

    /// <inheritdoc cref="NumberFormatInfo.NumberGroupSeparator"/>
    public static void set_NumberGroupSeparator(NumberFormatInfo self, string? value) => self.NumberGroupSeparator = FormatTexts.Name(value);

    /// <inheritdoc cref="NumberFormatInfo.PerMilleSymbol"/>
    public static void set_PerMilleSymbol(NumberFormatInfo self, string? value) => self.PerMilleSymbol = FormatTexts.Name(value);

    /// <inheritdoc cref="NumberFormatInfo.PercentDecimalSeparator"/>
    public static void set_PercentDecimalSeparator(NumberFormatInfo self, string? value) => self.PercentDecimalSeparator = FormatTexts.Name(value);

    /// <inheritdoc cref="NumberFormatInfo.PercentGroupSeparator"/>
    public static void set_PercentGroupSeparator(NumberFormatInfo self, string? value) => self.PercentGroupSeparator = FormatTexts.Name(value);

    /// <inheritdoc cref="NumberFormatInfo.PercentSymbol"/>
    public static void set_PercentSymbol(NumberFormatInfo self, string? value) => self.PercentSymbol = FormatTexts.Name(value);

    /// <inheritdoc cref="NumberFormatInfo.PositiveInfinitySymbol"/>
    public static void set_PositiveInfinitySymbol(NumberFormatInfo self, string? value) => self.PositiveInfinitySymbol = FormatTexts.Name(value);

    /// <inheritdoc cref="NumberFormatInfo.PositiveSign"/>
    public static void set_PositiveSign(NumberFormatInfo self, string? value) => self.PositiveSign = FormatTexts.Name(value);

    /// <inheritdoc cref="NumberFormatInfo.NativeDigits"/>
    public static void set_NativeDigits(NumberFormatInfo self, string?[]? value) => self.NativeDigits = FormatTexts.Names(value);
}
