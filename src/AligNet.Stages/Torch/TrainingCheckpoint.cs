using System.Buffers.Binary;
using System.IO;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using AligNet.Domain;

namespace AligNet.Torch;

/// <summary>The state of a training run in one file: what was being trained (text that must match on resuming), the step and the
/// state vectors. Written beside the target and renamed, with a SHA-256 at its end, so that a kill at any moment leaves the last one whole.</summary>
/// <param name="Identity">Options, model and start of the run; a run resumes only its own checkpoint.</param>
/// <param name="Step">Steps done.</param>
/// <param name="Vectors">State vectors, in an order that the trainer knows.</param>
internal sealed record TrainingCheckpoint(string Identity, int Step, IReadOnlyList<float[]> Vectors)
{
    private const string Name = "training.ckpt";
    private const long Magic = 0x31_54_4b_43_54_45_4e_41; // "ANETCKT1"

    /// <summary>Writes the checkpoint of a folder, replacing the one before.</summary>
    public void Save(string folder)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, Name);
        string temporary = $"{path}.tmp";
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        using (var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256))
        {
            byte[] identity = Encoding.UTF8.GetBytes(Identity);
            Write(BitConverter.GetBytes(Magic));
            Write(BitConverter.GetBytes(Step));
            Write(BitConverter.GetBytes(identity.Length));
            Write(identity);
            Write(BitConverter.GetBytes(Vectors.Count));
            foreach (float[] vector in Vectors)
            {
                Write(BitConverter.GetBytes(vector.Length));
                Write(MemoryMarshal.AsBytes(vector.AsSpan()));
            }

            stream.Write(hash.GetHashAndReset());
            stream.Flush(flushToDisk: true);

            void Write(ReadOnlySpan<byte> bytes)
            {
                hash.AppendData(bytes);
                stream.Write(bytes);
            }
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Reads a folder's checkpoint, or null when it has none.</summary>
    /// <param name="folder">The folder given to <see cref="Save"/>.</param>
    /// <param name="identity">What the run trains now.</param>
    /// <exception cref="ArtifactException">The file is damaged or belongs to another run.</exception>
    public static TrainingCheckpoint? Read(string folder, string identity)
    {
        string path = Path.Combine(folder, Name);
        if (!File.Exists(path))
        {
            return null;
        }

        byte[] bytes = File.ReadAllBytes(path);
        if (bytes.Length < 48 || BinaryPrimitives.ReadInt64LittleEndian(bytes) != Magic
            || !SHA256.HashData(bytes.AsSpan(0, bytes.Length - 32)).AsSpan().SequenceEqual(bytes.AsSpan(bytes.Length - 32)))
        {
            throw new ArtifactException($"{path}: the checkpoint is damaged. Delete it to train from the start.");
        }

        int at = 8;
        int step = Int();
        string found = Encoding.UTF8.GetString(Take(Int()));
        if (found != identity)
        {
            throw new ArtifactException($"{path}: the checkpoint is of another run: found {found}, expected {identity}. Delete it to train from the start.");
        }

        float[][] vectors = new float[Int()][];
        for (int index = 0; index < vectors.Length; index++)
        {
            vectors[index] = MemoryMarshal.Cast<byte, float>(Take(checked(Int() * sizeof(float)))).ToArray();
        }

        return new TrainingCheckpoint(identity, step, vectors);

        int Int() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

        ReadOnlySpan<byte> Take(int count)
        {
            at += count;
            return bytes.AsSpan(at - count, count);
        }
    }
}
