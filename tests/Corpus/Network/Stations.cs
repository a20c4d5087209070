// Reads measurements of weather stations from a server, page after page, and sends a summary back.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

public static class Stations
{
    private sealed record Measurement(string Station, DateOnly Day, double Degrees);

    public static async Task<int> Main(string[] args)
    {
        using var client = new HttpClient { BaseAddress = new Uri(args[0]), Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("stations", "1.0"));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "token");

        var all = new List<Measurement>();
        for (string next = "v1/measurements?page=1"; next is not null;)
        {
            using var response = await client.GetAsync(next);
            response.EnsureSuccessStatusCode();
            Console.WriteLine($"{next}: {(int)response.StatusCode}, {response.Content.Headers.ContentType}, {response.Content.Headers.ContentLength} bytes");
            using var page = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            all.AddRange(page.RootElement.GetProperty("items").EnumerateArray().Select(Parse));
            next = page.RootElement.TryGetProperty("next", out var link) ? link.GetString() : null;
        }

        foreach (var station in all.GroupBy(measured => measured.Station).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var average = station.Average(measured => measured.Degrees);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{station.Key}: {station.Count()} days, {average:0.00} degrees"));
        }

        var names = await Task.WhenAll(all.Select(measured => measured.Station).Distinct().Order(StringComparer.Ordinal)
            .Select(async id => JsonNode.Parse(await client.GetStringAsync($"v1/stations/{Uri.EscapeDataString(id)}"))!["name"]!.GetValue<string>()));
        Console.WriteLine(string.Join(", ", names));

        var summary = new JsonObject { ["count"] = all.Count, ["max"] = all.Max(measured => measured.Degrees) };
        using var content = new StringContent(summary.ToJsonString(), Encoding.UTF8, "application/json");
        using var sent = await client.PutAsync("v1/summary", content);
        Console.WriteLine($"{sent.StatusCode} {await sent.Content.ReadAsStringAsync()} {string.Join('|', sent.Headers.GetValues("X-Request"))}");

        try
        {
            await client.GetStringAsync("v1/missing");
        }
        catch (HttpRequestException missing) when (missing.StatusCode == HttpStatusCode.NotFound)
        {
            Console.WriteLine("nothing there");
        }

        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        try
        {
            await client.GetAsync("v1/slow", source.Token);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("took too long");
        }

        return all.Count;
    }

    private static Measurement Parse(JsonElement item) => new(
        item.GetProperty("station").GetString()!,
        DateOnly.ParseExact(item.GetProperty("day").GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        item.GetProperty("degrees").GetDouble());
}
