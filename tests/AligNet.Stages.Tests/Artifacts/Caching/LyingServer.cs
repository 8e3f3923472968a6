using System.Collections.Concurrent;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AligNet.Tests.Artifacts.Caching;

/// <summary>An HTTP cache on a loopback port, which keeps what it is given and can be told to lie about it. One request a connection.</summary>
public sealed class LyingServer : IDisposable
{
    private const int MostHeaderBytes = 1 << 16;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private int _stops;

    public LyingServer()
    {
        _listener.Start();
        _ = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"http://127.0.0.1:{Port}/cache";

    /// <summary>What is stored, by path.</summary>
    public ConcurrentDictionary<string, byte[]> Objects { get; } = new();

    /// <summary>First line and headers of every request.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>What to do to a request, by method and path; null or None: the truth.</summary>
    public Func<string, string, Lie> Lies { get; set; } = (_, _) => Lie.None;

    /// <summary>What may be PUT, by path and body.</summary>
    public Func<string, byte[], bool> Takes { get; set; } = (_, _) => true;

    /// <summary>Whether an object that is there is given, by path.</summary>
    public Func<string, bool> Gives { get; set; } = _ => true;

    /// <summary>Where <see cref="Lie.RedirectsTo"/> leads, by path; without it, to the same path.</summary>
    public Func<string, string> Target { get; set; } = path => path;

    public int Count(string method) => Requests.Count(request => request.StartsWith(method + " ", StringComparison.Ordinal));

    public void Dispose()
    {
        if (Interlocked.Increment(ref _stops) == 1)
        {
            _stop.Cancel();
            _listener.Stop();
            _stop.Dispose();
        }
    }

    private async Task Accept()
    {
        CancellationToken stop = _stop.Token;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                _ = Serve(await _listener.AcceptTcpClientAsync(stop), stop);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task Serve(TcpClient client, CancellationToken stop)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                string head = await ReadHead(stream, stop);
                Requests.Enqueue(head);
                string[] words = head.Split("\r\n")[0].Split(' ');
                byte[] body = new byte[LengthOf(head)];
                Lie lie = Lies(words[0], words[1]);
                if (lie != Lie.Stalled)
                {
                    await stream.ReadExactlyAsync(body, stop);
                }

                await Answer(stream, words[0], words[1], body, lie, stop);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException)
            {
                // The client went away, as it should from a liar.
            }
        }
    }

    private async Task Answer(NetworkStream stream, string method, string path, byte[] body, Lie lie, CancellationToken stop)
    {
        byte[]? found = Objects.GetValueOrDefault(path);
        switch (lie)
        {
            case Lie.HangsUp:
                return;
            case Lie.NoHttp:
                await stream.WriteAsync("SSH-2.0-OpenSSH_9.2\r\n"u8.ToArray(), stop);
                return;
            case Lie.Stalled:
                await Task.Delay(Timeout.Infinite, stop);
                return;
            case Lie.Error500:
                await Head(stream, "500 Internal Server Error", 5, stop);
                await stream.WriteAsync("error"u8.ToArray(), stop);
                return;
            case Lie.Forbidden:
                await Head(stream, "403 Forbidden", 0, stop);
                return;
            case Lie.Redirects or Lie.RedirectsTo:
                await Head(stream, "302 Found", 0, stop, $"Location: {Target(path)}\r\n");
                return;
            case Lie.RedirectsElsewhere:
                await Head(stream, "307 Temporary Redirect", 0, stop, "Location: file:///etc/passwd\r\n");
                return;
        }

        if (method == "PUT")
        {
            bool isTaken = Takes(path, body);
            if (isTaken)
            {
                Objects[path] = body;
            }

            await Head(stream, isTaken ? "200 OK" : "400 Bad Request", 0, stop);
            return;
        }

        if (found is null || !Gives(path))
        {
            await Head(stream, "404 Not Found", 0, stop);
            return;
        }

        byte[] sent = lie switch
        {
            Lie.WrongBytes => [.. found.Select(value => (byte)~value)],
            Lie.LongerBytes => [.. found, 0],
            Lie.EndlessBytes => new byte[found.Length + (1 << 20)],
            Lie.ShortAnswer => found[..(found.Length / 2)],
            _ => found,
        };
        await Head(stream, "200 OK", sent.Length, stop);
        if (method == "HEAD")
        {
            return;
        }

        bool isCut = lie is Lie.Truncated or Lie.StalledInTheMiddle;
        await stream.WriteAsync(sent.AsMemory(0, isCut ? sent.Length / 2 : sent.Length), stop);
        if (lie == Lie.StalledInTheMiddle)
        {
            await Task.Delay(Timeout.Infinite, stop);
        }
    }

    private static async Task Head(NetworkStream stream, string status, int length, CancellationToken stop, string more = "") =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n{more}\r\n"), stop);

    private static async Task<string> ReadHead(NetworkStream stream, CancellationToken stop)
    {
        List<byte> head = [];
        byte[] one = new byte[1];
        while (head.Count < MostHeaderBytes && !(head.Count > 3 && head[^1] == '\n' && head[^3] == '\n'))
        {
            await stream.ReadExactlyAsync(one, stop);
            head.Add(one[0]);
        }

        return Encoding.ASCII.GetString([.. head]);
    }

    private static int LengthOf(string head) => head.Split("\r\n")
        .Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
        .Select(line => int.Parse(line.Split(':')[1].Trim(), CultureInfo.InvariantCulture)).FirstOrDefault();
}
