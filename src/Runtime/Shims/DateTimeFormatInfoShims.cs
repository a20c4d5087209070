using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RExecIL.Runtime.Shims;

/// <summary>
/// Stands in for the ways to the current culture's <see cref="DateTimeFormatInfo"/>, which may be writable, and bounds its texts.
/// </summary>
[SuppressMessage("Naming", "CA1707", Justification = "Accessors keep their metadata names.")]
[SuppressMessage("Style", "IDE1006", Justification = "Accessors keep their metadata names.")]
public static class DateTimeFormatInfoShims
{
    /// <summary>The current culture's formats, read only.</summary>
    public static DateTimeFormatInfo get_CurrentInfo() => DateTimeFormatInfo.ReadOnly(DateTimeFormatInfo.CurrentInfo);

    /// <summary>The provider's formats; those of the current culture, for want of others, read only.</summary>
    public static DateTimeFormatInfo GetInstance(IFormatProvider? provider)
    {
        // A provider of the guest's own may answer null, so what comes out decides, not what goes in.
        var found = DateTimeFormatInfo.GetInstance(provider);
        return ReferenceEquals(found, DateTimeFormatInfo.CurrentInfo) ? DateTimeFormatInfo.ReadOnly(found) : found;
    }

    /// <inheritdoc cref="DateTimeFormatInfo.AMDesignator"/>
    public static void set_AMDesignator(DateTimeFormatInfo self, string? value) => self.AMDesignator = FormatTexts.Name(value);

    /// <inheritdoc cref="DateTimeFormatInfo.PMDesignator"/>
    public static void set_PMDesignator(DateTimeFormatInfo self, string? value) => self.PMDesignator = FormatTexts.Name(value);

    /// <inheritdoc cref="DateTimeFormatInfo.DateSeparator"/>
    public static void set_DateSeparator(DateTimeFormatInfo self, string? value) => self.DateSeparator = FormatTexts.Name(value);

    /// <inheritdoc cref="DateTimeFormatInfo.TimeSeparator"/>
    public static void set_TimeSeparator(DateTimeFormatInfo self, string? value) => self.TimeSeparator = FormatTexts.Name(value);

    /// <inheritdoc cref="DateTimeFormatInfo.FullDateTimePattern"/>
    public static void set_FullDateTimePattern(DateTimeFormatInfo self, string? value) => self.FullDateTimePattern = FormatTexts.Pattern(value);

    /// <inheritdoc cref="DateTimeFormatInfo.LongDatePattern"/>
    public static void set_LongDatePattern(DateTimeFormatInfo self, string? value) => self.LongDatePattern = FormatTexts.Pattern(value);

    /// <inheritdoc cref="DateTimeFormatInfo.LongTimePattern"/>
    public static void set_LongTimePattern(DateTimeFormatInfo self, string? value) => self.LongTimePattern = FormatTexts.Pattern(value);

    /// <inheritdoc cref="DateTimeFormatInfo.MonthDayPattern"/>
    public static void set_MonthDayPattern(DateTimeFormatInfo self, string? value) => self.MonthDayPattern = FormatTexts.Pattern(value);

    /// <inheritdoc cref="DateTimeFormatInfo.ShortDatePattern"/>
    public static void set_ShortDatePattern(DateTimeFormatInfo self, string? value) => self.ShortDatePattern = FormatTexts.Pattern(value);

    /// <inheritdoc cref="DateTimeFormatInfo.ShortTimePattern"/>
    public static void set_ShortTimePattern(DateTimeFormatInfo self, string? value) => self.ShortTimePattern = FormatTexts.Pattern(value);

    /// <inheritdoc cref="DateTimeFormatInfo.YearMonthPattern"/>
    public static void set_YearMonthPattern(DateTimeFormatInfo self, string? value) => self.YearMonthPattern = FormatTexts.Pattern(value);

    /// <inheritdoc cref="DateTimeFormatInfo.AbbreviatedDayNames"/>
    public static void set_AbbreviatedDayNames(DateTimeFormatInfo self, string?[]? value) => self.AbbreviatedDayNames = FormatTexts.Names(value);

    /// <inheritdoc cref="DateTimeFormatInfo.AbbreviatedMonthGenitiveNames"/>
    public static void set_AbbreviatedMonthGenitiveNames(DateTimeFormatInfo self, string?[]? value) => self.AbbreviatedMonthGenitiveNames = FormatTexts.Names(value);

    /// <inheritdoc cref="DateTimeFormatInfo.AbbreviatedMonthNames"/>
    public static void set_AbbreviatedMonthNames(DateTimeFormatInfo self, string?[]? value) => self.AbbreviatedMonthNames = FormatTexts.Names(value);

    /// <inheritdoc cref="DateTimeFormatInfo.DayNames"/>
    public static void set_DayNames(DateTimeFormatInfo self, string?[]? value) => self.DayNames = FormatTexts.Names(value);

    /// <inheritdoc cref="DateTimeFormatInfo.MonthGenitiveNames"/>
    public static void set_MonthGenitiveNames(DateTimeFormatInfo self, string?[]? value) => self.MonthGenitiveNames = FormatTexts.Names(value);

    /// <inheritdoc cref="DateTimeFormatInfo.MonthNames"/>
    public static void set_MonthNames(DateTimeFormatInfo self, string?[]? value) => self.MonthNames = FormatTexts.Names(value);

    /// <inheritdoc cref="DateTimeFormatInfo.ShortestDayNames"/>
    public static void set_ShortestDayNames(DateTimeFormatInfo self, string?[]? value) => self.ShortestDayNames = FormatTexts.Names(value);
}
