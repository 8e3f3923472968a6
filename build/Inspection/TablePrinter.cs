using Spectre.Console;

namespace AligNet.Build.Inspection;

/// <summary>Prints tables: framed on a terminal, in plain columns elsewhere, where a frame and a width would be in the way.</summary>
public static class TablePrinter
{
    /// <summary>Prints a table under a title, or the title alone.</summary>
    public static void Print(string title, TableText? table)
    {
        if (table is null)
        {
            System.Console.WriteLine(title);
        }
        else if (System.Console.IsOutputRedirected)
        {
            System.Console.WriteLine($"{title}{Environment.NewLine}{Plain(table)}");
        }
        else
        {
            Framed(title, table);
        }
    }

    /// <summary>Columns two spaces apart, one line a row, the headers first.</summary>
    public static string Plain(TableText table)
    {
        ArgumentNullException.ThrowIfNull(table);
        IReadOnlyList<string>[] lines = [table.Headers, .. table.Rows];
        int[] widths = [.. Enumerable.Range(0, table.Headers.Count).Select(column => lines.Max(line => line[column].Length))];
        return string.Join(Environment.NewLine, lines.Select(line =>
            string.Join("  ", line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd())) + Environment.NewLine;
    }

    private static void Framed(string title, TableText table)
    {
        var framed = new Table { Title = new TableTitle(Markup.Escape(title)), Border = TableBorder.Rounded };
        foreach (string header in table.Headers)
        {
            framed.AddColumn(new TableColumn(Markup.Escape(header)));
        }

        foreach (IReadOnlyList<string> row in table.Rows)
        {
            framed.AddRow([.. row.Select(Markup.Escape)]);
        }

        AnsiConsole.Write(framed);
    }
}
